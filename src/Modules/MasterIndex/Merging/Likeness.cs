namespace Yihe.MasterIndex.Merging;

public enum LikenessState
{
    [Display(Name = "新发现")]
    New,

    [Display(Name = "待核对")]
    Waiting,

    [Display(Name = "不再疑似")]
    Withdrawn,

    [Display(Name = "不是同一人")]
    Dismissed,

    [Display(Name = "已合并")]
    Merged,
}

internal enum LikenessMove
{
    Suspect,
    Withdraw,
    Dismiss,
    Settle,
}

/// <summary>Two residents who may be one person (疑似重复), found by re-matching; one row a pair, the one registered first on the left.</summary>
[Index(nameof(Earlier), nameof(Later), IsUnique = true)]
[Index(nameof(Later))]
internal sealed class Likeness : IMatter<LikenessState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required ResidentId Earlier { get; init; }
    public required ResidentId Later { get; init; }
    public required string EarlierCode { get; init; }
    public required string LaterCode { get; init; }
    public required string Name { get; init; }
    public required int Blueprint { get; init; }
    public LikenessState State { get; set; }
    public InstitutionId Office { get; private set; }
    public int Percent { get; private set; }

    /// <summary>Why a person said that they are two.</summary>
    public string? Reason { get; private set; }
    public Guid Course => Id;
    public Guid? Subject => Earlier.Value;
    public IEnumerable<InstitutionId> Parties => [Office];
    public WorkItemFace Face => new(EarlierCode, Name, LaterCode, $"两位居民相像 {Percent}%", $"/likenesses/{Id}", Urgency.Routine);

    internal void Weigh(InstitutionId office, int percent) => (Office, Percent) = (office, percent);

    internal void Because(string reason) => Reason = reason;

    internal static Task<Likeness?> Of(Work work, ResidentId one, ResidentId other, CancellationToken ct) =>
        work
            .Db.Set<Likeness>()
            .FirstOrDefaultAsync(l => (l.Earlier == one && l.Later == other) || (l.Earlier == other && l.Later == one), ct);

    /// <summary>A person merged the two: nobody need look any more.</summary>
    internal static async Task Settle(Work work, ResidentId one, ResidentId other, CancellationToken ct)
    {
        if (await Of(work, one, other, ct) is { State: LikenessState.Waiting } likeness)
            await LikenessFlow.Table.Make(work, likeness, LikenessMove.Settle, ct);
    }
}

/// <summary>A pair waits for a person, who merges them or says that they are two; the platform withdraws what is not alike any more.</summary>
internal static class LikenessFlow
{
    internal static readonly Flow<Likeness, LikenessState, LikenessMove> Table = new("likeness", "疑似重复居民", LikenessState.New)
    {
        States =
        [
            new(LikenessState.New, "新发现", Tone.Quiet),
            new(LikenessState.Waiting, "待核对", Tone.Warn, l => new(l.Office, Rights.Merge), "核对是不是同一人"),
            new(LikenessState.Withdrawn, "不再疑似", Tone.Quiet),
            new(LikenessState.Dismissed, "不是同一人", Tone.Quiet),
            new(LikenessState.Merged, "已合并", Tone.Ok),
        ],
        Moves =
        [
            new(LikenessState.New, LikenessMove.Suspect, LikenessState.Waiting, "转人工核对", Itself),
            new(LikenessState.Withdrawn, LikenessMove.Suspect, LikenessState.Waiting, "又相像", Itself),
            new(LikenessState.Waiting, LikenessMove.Settle, LikenessState.Merged, "合并", Clerk),
            new(LikenessState.Waiting, LikenessMove.Dismiss, LikenessState.Dismissed, "不是同一人", Clerk),
            new(LikenessState.Waiting, LikenessMove.Withdraw, LikenessState.Withdrawn, "不再疑似", Itself),
        ],
    };

    private static Holder Clerk(Likeness l) => new(default, Rights.Merge);

    private static Holder Itself(Likeness l) => new(default, Permission.Platform);
}
