namespace Yihe.Evaluation;

public enum RoundState
{
    Computed,
    SelfCheck,
    Review,
    Notice,
    Final,
    Discarded,
}

internal enum RoundMove
{
    Open,
    Close,
    Publish,
    Finalise,
    Discard,
}

/// <summary>One evaluation (一次评价): a scheme over a span, computed once and frozen; its sheets are those evaluated.</summary>
[Index(nameof(Scheme), nameof(Period))]
internal sealed class Round : IMatter<RoundState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public RoundState State { get; set; }
    public required string Scheme { get; init; }
    public required string Name { get; init; }

    /// <summary>As an address carries it: 2026, 2026-Q3.</summary>
    public required string Period { get; init; }

    /// <summary>Whose members are evaluated; empty where the scheme evaluates all at once.</summary>
    public required string Zone { get; init; }
    public required InstitutionId Office { get; init; }

    /// <summary>Everyone who has a sheet in it, and the office.</summary>
    [AsJson]
    public required IReadOnlyList<InstitutionId> Involved { get; init; }
    public required int Blueprint { get; init; }
    public required DateTimeOffset ComputedAt { get; init; }
    public required string ComputedBy { get; init; }

    /// <summary>How many months of the span were closed when it was computed.</summary>
    public required int ClosedMonths { get; init; }

    /// <summary>When the present step is to end.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>What was said when it was published, or why it was discarded.</summary>
    public string? Note { get; private set; }

    /// <summary>SHA-256 of its final sheets.</summary>
    public string? Hash { get; private set; }
    public Guid? Subject => null;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => Involved;
    public WorkItemFace Face =>
        new(
            PeriodWords,
            Zone.Length > 0 ? $"{Zone} {Name}" : Name,
            "",
            $"共评价 {Involved.Count - 1} 家",
            $"/evaluations/{Id}",
            Urgency.Routine
        );

    internal string PeriodWords => Indicators.Counting.Period.Parse(Period)!.Words;

    internal Scheme SchemeIn(Work work) => work.Platform.Blueprints.Of<EvaluationSection>(Blueprint).Find(Scheme)!;

    internal void Run(DateTimeOffset? until, string? note = null) => (Until, Note) = (until, note ?? Note);

    internal void Fix(string hash) => (Until, Hash) = (null, hash);
}

/// <summary>How an evaluation moves, at the office that runs it.</summary>
internal static class RoundFlow
{
    internal static readonly Flow<Round, RoundState, RoundMove> Table = new("evaluation", "绩效评价", RoundState.Computed)
    {
        States =
        [
            new(RoundState.Computed, "已计算", Tone.Info, Office, "核对计算结果，发起自查"),
            new(RoundState.SelfCheck, "自查", Tone.Info, Office, "收齐自查，转入复核", (r, b) => LimitsOf(r, b).SelfCheck),
            new(RoundState.Review, "复核", Tone.Warn, Office, "复核评分并公示", (r, b) => LimitsOf(r, b).Review),
            new(RoundState.Notice, "公示", Tone.Warn, Office, "公示期满后定稿", (r, b) => LimitsOf(r, b).Notice),
            new(RoundState.Final, "已定稿", Tone.Ok),
            new(RoundState.Discarded, "已作废", Tone.Quiet),
        ],
        Moves =
        [
            new(RoundState.Computed, RoundMove.Open, RoundState.SelfCheck, "发起自查", Office),
            new(RoundState.Computed, RoundMove.Discard, RoundState.Discarded, "作废", Office),
            new(RoundState.SelfCheck, RoundMove.Close, RoundState.Review, "转入复核", Office),
            new(RoundState.SelfCheck, RoundMove.Discard, RoundState.Discarded, "作废", Office),
            new(RoundState.Review, RoundMove.Publish, RoundState.Notice, "公示", Office),
            new(RoundState.Review, RoundMove.Discard, RoundState.Discarded, "作废", Office),
            new(RoundState.Notice, RoundMove.Finalise, RoundState.Final, "定稿", Office),
        ],
    };

    internal static Deadlines LimitsOf(Round round, BlueprintBook book) =>
        book.Of<EvaluationSection>(round.Blueprint).Find(round.Scheme)!.Limits;

    private static Holder Office(Round round) => new(round.Office, Rights.Run);
}
