using Yihe.Hl7.Mapping;
using Yihe.Hl7.Text;
using Yihe.Interop.Rest;

namespace Yihe.Hl7;

/// <summary>What it means to take a message, whoever brings it: everything in it is written inside the caller's work, or it is refused with the place at fault.</summary>
internal static class Taking
{
    private const int LongestId = 199;

    /// <param name="Again">it was taken before, byte by byte; nothing is written</param>
    internal sealed record Taken(string ControlId, string Trigger, bool Again, Guid? Person)
    {
        /// <summary>It came before and could not be taken.</summary>
        internal bool WasKept { get; init; }
    }

    /// <summary>Who sent it, and what is known of it: all that has to be asked first, in one question.</summary>
    /// <param name="Before">the digest of what was taken under its number</param>
    private sealed record Known(MessageSource Source, string? Before, bool WasKept, bool Joins);

    internal static async Task<Result<Taken>> Run(Work work, byte[] content, CancellationToken ct)
    {
        var (message, unread) = Message.Read(content);
        if (unread is not null)
            return unread;
        if (Headless(message) is { } headless)
            return headless;
        var digest = TakenMessage.DigestOf(work.Platform.Vault, content);
        var (asked, unknown) = await Asked(work, message, digest, ct);
        if (unknown is not null)
            return unknown;
        var (source, id) = (asked.Source, message.Text("MSH-10")!);
        if (asked.Before is { } before)
            return before == digest ? new Taken(id, message.Trigger, true, null) : Reused;
        var (stage, wrong) = await Staged(work, message, source, ct);
        if (wrong is not null)
            return wrong;
        var (person, refusal) = await Write(work, stage, asked, ct);
        if (refusal is not null)
            return refusal;
        work.About(work.Add(Keep(work, source.Id, stage, content, digest)));
        (work.Purpose, work.Subject, work.Move, work.Matter) = ("push", person, null, null);
        return new Taken(id, stage.Trigger.Code, false, person) { WasKept = asked.WasKept };
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

    private static async Task<Result<Known>> Asked(Work work, Message message, string digest, CancellationToken ct)
    {
        var (db, own, name, id) = (work.Db, work.Actor.Institution, message.Text("MSH-3.1")!, message.Text("MSH-10")!);
        var found = await (
            from source in db.Set<MessageSource>().AsNoTracking()
            where source.Institution == own && source.Application == name
            select new Known(
                source,
                db.Set<TakenMessage>().Where(m => m.Source == source.Id && m.ControlId == id).Select(m => m.Digest).FirstOrDefault(),
                db.Set<FailedMessage>().Any(m => m.Institution == own && m.Digest == digest && m.State != FailedState.Taken),
                db.Set<NumberJoin>().Any(j => j.Source == source.Id && j.EndedAt == null)
            )
        ).FirstOrDefaultAsync(ct);
        return found is null ? Refusal.Invalid("MSH-3", "MSH-3 写的发送系统没有登记；请由本机构病案信息科在“接口来源”登记后重试") : found;
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

    private static async Task<Result<Guid?>> Write(Work work, Stage stage, Known asked, CancellationToken ct)
    {
        Drawing.Lay(stage);
        var number = PatientNumber(stage);
        if (stage.Trigger.Joins is { } place)
            if (await JoinNumbers.Join(work, asked.Source, (stage.Message.Text(place)!, number), ct) is { } impossible)
                return impossible;
        if (asked.Joins)
            number = await NumberJoin.Standing(work, asked.Source.Id, number, ct);
        Drawing.Name(work, stage, number);
        var known = await RecordIntake.Find(work, [.. stage.Scenes.Select(s => (s.Template.Type, s.Name))], ct);
        var renditions = stage.Scenes.ConvertAll(s => Rendered(work, s, number, known.GetValueOrDefault((s.Template.Type, s.Name))));
        return stage.Faults.Count > 0
            ? Refusal.Invalid(stage.Faults)
            : await RecordIntake.Write(work, stage.Application, (renditions, known), ct);
    }

    private static Rendition Rendered(Work work, Scene scene, string number, Yihe.Kernel.Records.Document? known)
    {
        var body = Drawing.Draw(scene, scene.Template.Overlay ? RecordIntake.Said(work, known) : null);
        return scene.Resource == "patient"
            ? new(scene.Template.Type, scene.Name, body) { Number = number, Mother = scene.Message.Text("PID-21.1") }
            : new(scene.Template.Type, scene.Name, body);
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
