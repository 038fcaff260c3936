using Yihe.Accounts.People;
using Yihe.Hl7.Text;

namespace Yihe.Hl7;

/// <summary>What is answered to a message: whether it was taken, and the acknowledgement to send.</summary>
public sealed record MessageReply(bool IsTaken, byte[] Body);

/// <summary>
/// The door of HL7 v2 (来文门): one message in, one acknowledgement out, sent only when what it says is committed. The sender is who carries
/// the call, else the system whose token stands in MSH-8; the token is taken out before anything is kept.
/// </summary>
public static class MessageDoor
{
    public const int MostBytes = 8 << 20;
    private const int SecurityField = 8;
    private const int Tries = 6;

    /// <summary>Why nothing could be done now; the same message may come again.</summary>
    public static readonly Refusal Busy = Refusal.Conflict("busy", "系统暂时不能办，什么都没有保存；请稍后把同一条消息原样重发");

    public static async Task<MessageReply> Answer(Gate gate, Actor? actor, byte[] content, Call call, CancellationToken ct)
    {
        if (content.Length > MostBytes)
            return Refuse(gate.Platform, [], Refusal.Invalid("MSH", $"一条消息最多 {MostBytes >> 20} MB"));
        var (message, unread) = Message.Read(content);
        if (unread is not null)
            return Refuse(gate.Platform, content, unread);
        actor ??= await Sender(gate, message, ct);
        if (actor is null)
            return Reply(gate.Platform, message, "AR", Strange);
        if (message.Segments[0].Parts.ElementAtOrDefault(SecurityField - 1) is { Length: > 0 })
        {
            message = message.With(SecurityField, "");
            content = message.Coding.GetBytes(message.Write());
        }
        var refusal = await Take(gate, actor, content, call, ct);
        if (refusal is null)
            return Reply(gate.Platform, message, "AA", null);
        if (refusal.Kind != RefusalKind.Denied && refusal != Taking.Reused && refusal != Busy)
            if ((await gate.Run(KeepMessage.Door, actor, new(content, PlaceOf(refusal), WordsOf(refusal)), call, ct)).Refusal is not null)
                refusal = Busy;
        return Reply(gate.Platform, message, IsOfHead(refusal) ? "AR" : "AE", refusal);
    }

    /// <summary>Two messages of one new patient, or the same message twice, may meet; the later one finds what the earlier one stored.</summary>
    private static async Task<Refusal?> Take(Gate gate, Actor actor, byte[] content, Call call, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var (_, refusal) = await gate.Run(TakeMessage.Door, actor, new(content), call, ct);
            if (refusal is null || refusal.Code is not ("duplicate" or "changed"))
                return refusal;
            await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), ct);
        }
        return Busy;
    }

    private static readonly Refusal Strange = Refusal.Invalid("MSH-8", "MSH-8 没有写本平台发放的接口令牌，或令牌已失效；请找安全管理员");

    private static async Task<Actor?> Sender(Gate gate, Message message, CancellationToken ct) =>
        message.Text("MSH-8") is { } token
        && await SessionDirectory.ActorOf(gate.Platform, token, ct) is { } actor
        && SessionDirectory.IsSystem(actor.Name)
            ? actor
            : null;

    /// <summary>An answer to what was not taken up at all.</summary>
    public static MessageReply Refuse(Platform platform, byte[] content, Refusal refusal) =>
        Reply(platform, Message.Read(content).Value, refusal.Code == Busy.Code ? "AE" : "AR", refusal);

    private static bool IsOfHead(Refusal refusal) =>
        refusal.Kind == RefusalKind.Denied || refusal == Taking.Reused || PlaceOf(refusal).StartsWith("MSH", StringComparison.Ordinal);

    private static string PlaceOf(Refusal refusal) => refusal.Faults.FirstOrDefault()?.Field ?? "";

    private static string WordsOf(Refusal refusal) =>
        refusal.Faults.Length == 0 || refusal.Faults[0].Message == refusal.Message
            ? refusal.Message
            : string.Join(
                '；',
                refusal
                    .Faults.Take(5)
                    .Select(f => f.Message.StartsWith(f.Field, StringComparison.Ordinal) ? f.Message : $"{f.Field}：{f.Message}")
            );

    private static MessageReply Reply(Platform platform, Message? message, string code, Refusal? refusal)
    {
        var text = Acknowledgement.Of(
            platform.Time.Instant(),
            message,
            code,
            refusal is null ? null : (PlaceOf(refusal), WordsOf(refusal))
        );
        var coding = message?.Coding == Codings.Gb ? Codings.Gb : Codings.Utf8; // others have no words of ours
        return new(code == "AA", coding.GetBytes(text));
    }
}
