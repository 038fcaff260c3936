using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Joining;

internal enum AgreementState
{
    InForce,
    Ending,
    Renewed,
    Ended,
}

internal enum AgreementMove
{
    Warn,
    Renew,
    End,
}

/// <summary>What is agreed: the same for a first agreement and for the one that renews it.</summary>
internal sealed record Terms(string Title, string Text, DateOnly From, DateOnly? Until, UploadedFile? File);

/// <summary>One version of an agreement between institutions (协议), for a span of days; renewing makes the next version. KS-21, KS-103, QJ-14.</summary>
internal sealed class Agreement : IMatter<AgreementState>
{
    internal const int MostBytes = 10 * 1024 * 1024;

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Number { get; init; }
    public AgreementState State { get; set; }
    public required string Title { get; init; }
    public required string Text { get; init; }

    /// <summary>Who agreed; the last one keeps the agreement and is asked to renew it.</summary>
    [AsJson]
    public required IReadOnlyList<InstitutionId> Between { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it no longer holds; without one it holds until it is ended.</summary>
    public DateOnly? Until { get; private set; }
    public Guid? File { get; init; }

    /// <summary>The version before and the one after.</summary>
    public Guid? Renews { get; init; }
    public Guid? RenewedBy { get; set; }
    public string? EndedFor { get; private set; }
    public DateOnly? WarnedOn { get; private set; }
    public required int Blueprint { get; init; }
    public Guid? Subject => null;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => Between;
    public WorkItemFace Face => new(Number, Title, "", $"{Until:yyyy-MM-dd} 到期", $"/agreements/{Id}", Urgency.Routine);

    /// <summary>The time from the warning to the end.</summary>
    internal TimeLimit? Left =>
        Until is { } until && WarnedOn is { } warned ? new TimeLimit(Math.Max(1, until.DayNumber - warned.DayNumber) * 24) : null;

    /// <summary>How it stands on a day, in words: its state, unless the day lies outside its span and nobody has acted on that.</summary>
    internal (string Words, Tone Tone) StandingOn(DateOnly day)
    {
        var runs = State is AgreementState.InForce or AgreementState.Ending;
        return runs && Until <= day ? ("已到期", Tone.Warn)
            : runs && From > day ? ("尚未生效", Tone.Quiet)
            : (AgreementFlow.Table[State].Words, AgreementFlow.Table[State].Tone);
    }

    internal void Warn(DateOnly today) => WarnedOn = today;

    internal void End(DateOnly day, string why) => (Until, EndedFor) = (Until < day ? Until : day, why);

    /// <summary>A new agreement enters its flow; or why it may not be.</summary>
    internal static async Task<Result<Agreement>> Draw(
        Work work,
        Terms terms,
        IReadOnlyList<InstitutionId> between,
        Agreement? before,
        CancellationToken ct
    )
    {
        if (terms.Until <= terms.From)
            return Refusal.Invalid("until", "截止日应晚于生效日；长期有效的可以不填");
        if (terms.File is { } file && (file.Content.Length > MostBytes || !file.Content.AsSpan().StartsWith("%PDF-"u8)))
            return Refusal.Invalid("file", "只收 10 MB 以内的 PDF（按内容判断），请扫描后再传");
        var agreement = work.Add(
            new Agreement
            {
                Id = work.NewId(),
                Number = await Counter.DatedNumber(work, work.Platform.Blueprints.At<Place>(work.Now).NumberPrefix + "X", ct),
                Title = terms.Title.Trim(),
                Text = terms.Text.Trim(),
                Between = between,
                From = terms.From,
                Until = terms.Until,
                File = terms.File is { } given ? Blobs.Store(work, given.Content) : null,
                Renews = before?.Id,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            }
        );
        await AgreementFlow.Table.Enter(work, agreement, ct);
        return agreement;
    }
}

/// <summary>How an agreement moves: warned of before its end, renewed or ended.</summary>
internal static class AgreementFlow
{
    internal static readonly Flow<Agreement, AgreementState, AgreementMove> Table = new("agreement", "协议", AgreementState.InForce)
    {
        States =
        [
            new(AgreementState.InForce, "有效", Tone.Ok),
            new(AgreementState.Ending, "即将到期", Tone.Warn, Keeper, "续签或终止协议", (a, _) => a.Left),
            new(AgreementState.Renewed, "已续签", Tone.Quiet),
            new(AgreementState.Ended, "已终止", Tone.Quiet),
        ],
        Moves =
        [
            new(AgreementState.InForce, AgreementMove.Warn, AgreementState.Ending, "到期提醒", Keeper),
            new(AgreementState.InForce, AgreementMove.Renew, AgreementState.Renewed, "续签", Party),
            new(AgreementState.InForce, AgreementMove.End, AgreementState.Ended, "终止", Party),
            new(AgreementState.Ending, AgreementMove.Renew, AgreementState.Renewed, "续签", Party),
            new(AgreementState.Ending, AgreementMove.End, AgreementState.Ended, "终止", Party),
        ],
    };

    private static Holder Keeper(Agreement a) => new(a.Between[^1], Rights.SignAgreements);

    /// <summary>Whoever holds the right at one of the parties; the use case has checked which.</summary>
    private static Holder Party(Agreement a) => new(default, Rights.SignAgreements);
}
