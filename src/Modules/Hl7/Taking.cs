using Yihe.Hl7.Mapping;
using Yihe.Hl7.Text;
using Yihe.Interop.Rest;

namespace Yihe.Hl7;

/// <summary>What it means to take a message, whoever brings it: everything in it is written inside the caller's work, or it is refused with the place at fault.</summary>
internal static class Taking
{
    private const int LongestId = 199;

    /// <param name="Again">it was taken before, byte by byte; nothing is written</param>
    internal sealed record Taken(string ControlId, string Trigger, bool Again, Guid? Person);

    internal static async Task<Result<Taken>> Run(Work work, byte[] content, CancellationToken ct)
    {
        var (message, unread) = Message.Read(content);
        if (unread is not null)
            return unread;
        if (Headless(message) is { } headless)
            return headless;
        var (source, unknown) = await Source(work, message, ct);
        if (unknown is not null)
            return unknown;
        var (digest, id) = (TakenMessage.DigestOf(work.Platform.Vault, content), message.Text("MSH-10")!);
        var before = await work
            .Db.Set<TakenMessage>()
            .AsNoTracking()
            .FirstOrDefaultAsync(m => m.Source == source.Id && m.ControlId == id, ct);
        if (before is not null)
            return before.Digest == digest ? new Taken(id, before.Trigger, true, null) : Reused;
        var (stage, wrong) = await Staged(work, message, source, ct);
        if (wrong is not null)
            return wrong;
        var (person, refusal) = await Write(work, stage, source, ct);
        if (refusal is not null)
            return refusal;
        work.About(work.Add(Keep(work, source.Id, stage, content, digest)));
        (work.Purpose, work.Subject, work.Move, work.Matter) = ("push", person, null, null);
        return new Taken(id, stage.Trigger.Code, false, person);
    }

    internal static readonly Refusal Reused = Refusal.Conflict(
        "reused",
        "MSH-10 的消息编号已经用过，内容却不相同；请为新的消息换一个编号，什么都没有保存"
    );

    private static TakenMessage Keep(Work work, Guid source, Stage stage, byte[] content, string digest) =>
        new()
        {
            Id = work.NewId(),
            Source = source,
            ControlId = stage.Message.Text("MSH-10")!,
            Trigger = stage.Trigger.Code,
            Digest = digest,
            At = work.Now,
            Content = work.Platform.Vault.Encrypt(content, TakenMessage.Place),
        };

    /// <summary>What must be said before anything else can be asked.</summary>
    internal static Refusal? Headless(Message message) =>
        message.Text("MSH-9.1") is null ? Refusal.Invalid("MSH-9", "MSH-9 没有写消息类型，应如 ORU^R01")
        : message.Text("MSH-10") is not { } id ? Refusal.Invalid("MSH-10", "MSH-10 没有写消息编号，无法辨认重发；请写一个不重复的编号")
        : id.Length > LongestId ? Refusal.Invalid("MSH-10", $"MSH-10 的消息编号超过 {LongestId} 个字符")
        : message.Text("MSH-3.1") is null ? Refusal.Invalid("MSH-3", "MSH-3 没有写发送系统，应写登记过的名称")
        : null;

    private static async Task<Result<MessageSource>> Source(Work work, Message message, CancellationToken ct)
    {
        var (own, name) = (work.Actor.Institution, message.Text("MSH-3.1")!);
        return
            await work.Db.Set<MessageSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Institution == own && s.Application == name, ct)
                is { } source
            ? source
            : Refusal.Invalid("MSH-3", "MSH-3 写的发送系统没有登记；请由本机构病案信息科在“接口来源”登记后重试");
    }

    private static async Task<Result<Stage>> Staged(Work work, Message message, MessageSource source, CancellationToken ct)
    {
        var table = MessageTable.Of(work.Platform);
        if (table.TriggerOf(message.Trigger) is not { } trigger)
            return Refusal.Invalid(
                "MSH-9",
                $"MSH-9 写的 {message.Trigger} 不在收的种类之列：{string.Join('、', table.Triggers.Select(t => t.Code))}"
            );
        if (message.Segments.Count(s => s.Name == "PID") > 1)
            return Refusal.Invalid("PID", "一条消息只收一位患者，这里有几个 PID 段；请分开发送");
        foreach (var asked in (trigger.Asks ?? []).Prepend("PID-3.1"))
            if (Scene.Places(asked).All(p => message.First(p.Segment) is not { } segment || message.TextOf(segment, p) is null))
                return Refusal.Invalid(asked, $"{asked} 没有写，{trigger.Words}消息不能缺");
        var codes = source.Mapped == 0 ? NoCodes : await CodeBook.Of(work, source, ct);
        return new Stage(message, table, trigger, source.Application, work.Actor.Institution, codes);
    }

    private static readonly Dictionary<string, StandardCode> NoCodes = [];

    private static async Task<Result<Guid?>> Write(Work work, Stage stage, MessageSource source, CancellationToken ct)
    {
        Drawing.Lay(stage);
        var said = PatientNumber(stage);
        if (stage.Trigger.Joins is { } place)
            if (await JoinNumbers.Join(work, source, (stage.Message.Text(place)!, said), ct) is { } impossible)
                return impossible;
        var number = await NumberJoin.Standing(work, source.Id, said, ct);
        Drawing.Name(work, stage, number);
        var known = stage.Scenes.Any(s => s.Template.Overlay)
            ? await HealthRecord.Known(work, [.. stage.Scenes.Where(s => s.Template.Overlay).Select(s => (s.Template.Type, s.Name))], ct)
            : new Dictionary<string, JsonObject>();
        List<Rendition> renditions =
        [
            .. stage.Scenes.Select(s => new Rendition(s.Template.Type, s.Name, Drawing.Draw(s, known.GetValueOrDefault(s.Name)))
            {
                Number = s.Resource == "patient" ? number : null,
                Mother = s.Resource == "patient" ? stage.Message.Text("PID-21.1") : null,
            }),
        ];
        return stage.Faults.Count > 0 ? Refusal.Invalid(stage.Faults) : await HealthRecord.Write(work, stage.Application, renditions, ct);
    }

    /// <summary>The number by which the source knows its patient: the first that is marked as one, else the first that belongs to no register of persons.</summary>
    private static string PatientNumber(Stage stage)
    {
        var (message, pid) = (stage.Message, stage.Message.First("PID")!);
        var all = pid.Repetitions(3, message.Marks)
            .Select(raw => (Number: Part(raw, 1), Type: Part(raw, 5) ?? ""))
            .Where(n => n.Number is not null)
            .ToList();
        var marked = all.FirstOrDefault(n => stage.Table.NumberTypes.Contains(n.Type)).Number;
        return marked ?? all.FirstOrDefault(n => !stage.Table.Identifiers.ContainsKey(n.Type)).Number ?? all[0].Number!;

        string? Part(string raw, int component) => message.Meant(Segment.Part(raw, new Spot("PID", 3, 0, component, 0), message.Marks));
    }
}
