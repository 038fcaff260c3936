namespace Yihe.Evaluation;

public enum SheetState
{
    Computed,
    SelfCheck,
    Review,
    Notice,
    Appealed,
    Answered,
    Final,
    Discarded,
}

internal enum SheetMove
{
    Open,
    Submit,
    Close,
    Publish,
    Appeal,
    Answer,
    Finalise,
    Discard,
}

/// <summary>A scored item as it was frozen: the figure and the definition's version it was computed by, and what review made of it.</summary>
/// <param name="Computed">null: it takes no part</param>
/// <param name="Adjusted">what review put in its place, <paramref name="Why"/> and by whom</param>
/// <param name="Confirmed">of evidence: which proofs, counted from 0, stand</param>
internal sealed record Line(
    string Content,
    string Item,
    string Name,
    decimal Weight,
    string Source,
    decimal? Computed,
    string Reason,
    string? Indicator = null,
    int IndicatorVersion = 0,
    string Unit = "",
    FigureState State = FigureState.ByEvidence,
    decimal? Value = null,
    decimal? Numerator = null,
    decimal? Denominator = null,
    decimal? Before = null,
    decimal? Adjusted = null,
    string? Why = null,
    string? By = null,
    IReadOnlyList<string>? Evidence = null,
    IReadOnlyList<int>? Confirmed = null
)
{
    internal decimal? Points => Adjusted ?? Computed;
}

/// <summary>What one institution, zone or consortium got in an evaluation (评价表).</summary>
[Index(nameof(Round))]
internal sealed class Scoresheet : IMatter<SheetState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public SheetState State { get; set; }
    public required Guid Round { get; init; }
    public required string Scheme { get; init; }
    public required string SchemeName { get; init; }
    public required string Period { get; init; }

    /// <summary>As an address of Monitoring carries it.</summary>
    public required string Place { get; init; }
    public required string Name { get; init; }

    /// <summary>Who answers for it: the institution itself, or the lead of the zone or consortium.</summary>
    public required InstitutionId Institution { get; init; }
    public required InstitutionId Office { get; init; }
    public required int Blueprint { get; init; }

    [AsJson]
    public required IReadOnlyList<Line> Lines { get; set; }
    public string? SelfCheck { get; private set; }
    public string? SelfCheckBy { get; private set; }
    public string? Appeal { get; private set; }
    public string? AppealBy { get; private set; }
    public string? Answer { get; private set; }
    public string? AnswerBy { get; private set; }
    public Guid? Subject => null;
    public Guid Course => Round;
    public IEnumerable<InstitutionId> Parties => [Institution, Office];
    public WorkItemFace Face =>
        new(Indicators.Counting.Period.Parse(Period)!.Words, Name, SchemeName, $"得分 {Say(Score)}", $"/scoresheets/{Id}", Urgency.Routine);

    internal decimal? Score => Scoring.Total(Lines.Select(l => (l.Weight, l.Points)));

    /// <summary>What several lines come to; null where none of them takes part.</summary>
    internal static decimal? PointsOf(IEnumerable<Line> lines) =>
        lines.Select(l => l.Points).OfType<decimal>().ToList() is { Count: > 0 } points ? points.Sum() : null;

    /// <summary>"10", "不参与".</summary>
    internal static string SayPoints(decimal? points) => points is { } known ? $"{known:0.##}" : "不参与";

    internal static string Say(decimal? score) => score is { } known ? $"{known:0.##}" : "无分";

    internal void Declare(Work work, string note) => (SelfCheck, SelfCheckBy) = (note, work.Actor.Name);

    internal void Object(Work work, string reason) => (Appeal, AppealBy) = (reason, work.Actor.Name);

    internal void Reply(Work work, string answer) => (Answer, AnswerBy) = (answer, work.Actor.Name);

    internal static Task<List<Scoresheet>> Of(Work work, Guid round, CancellationToken ct) =>
        work.Db.Set<Scoresheet>().Where(s => s.Round == round).OrderBy(s => s.Id).ToListAsync(ct);
}

/// <summary>How a sheet moves: with its evaluation, and by its own self-check and appeal.</summary>
internal static class SheetFlow
{
    internal static readonly Flow<Scoresheet, SheetState, SheetMove> Table = new("scoresheet", "评价表", SheetState.Computed)
    {
        States =
        [
            new(SheetState.Computed, "已计算", Tone.Info),
            new(SheetState.SelfCheck, "自查中", Tone.Warn, Own, "核对评价得分，提交自查", (s, b) => LimitsOf(s, b).SelfCheck),
            new(SheetState.Review, "复核中", Tone.Info),
            new(SheetState.Notice, "公示中", Tone.Info, Own, "查看公示得分，有异议的提出申诉", (s, b) => LimitsOf(s, b).Notice),
            new(SheetState.Appealed, "申诉中", Tone.Danger, Office, "答复申诉", (s, b) => LimitsOf(s, b).Appeal),
            new(SheetState.Answered, "已答复", Tone.Info),
            new(SheetState.Final, "已定稿", Tone.Ok),
            new(SheetState.Discarded, "已作废", Tone.Quiet),
        ],
        Moves =
        [
            new(SheetState.Computed, SheetMove.Open, SheetState.SelfCheck, "发起自查", Office),
            new(SheetState.Computed, SheetMove.Discard, SheetState.Discarded, "作废", Office),
            new(SheetState.SelfCheck, SheetMove.Submit, SheetState.Review, "提交自查", Own),
            new(SheetState.SelfCheck, SheetMove.Close, SheetState.Review, "逾期未自查，转入复核", Office),
            new(SheetState.SelfCheck, SheetMove.Discard, SheetState.Discarded, "作废", Office),
            new(SheetState.Review, SheetMove.Publish, SheetState.Notice, "公示", Office),
            new(SheetState.Review, SheetMove.Discard, SheetState.Discarded, "作废", Office),
            new(SheetState.Notice, SheetMove.Appeal, SheetState.Appealed, "申诉", Own),
            new(SheetState.Notice, SheetMove.Finalise, SheetState.Final, "定稿", Office),
            new(SheetState.Appealed, SheetMove.Answer, SheetState.Answered, "答复申诉", Office),
            new(SheetState.Answered, SheetMove.Finalise, SheetState.Final, "定稿", Office),
        ],
    };

    private static Deadlines LimitsOf(Scoresheet sheet, BlueprintBook book) =>
        book.Of<EvaluationSection>(sheet.Blueprint).Find(sheet.Scheme)!.Limits;

    private static Holder Own(Scoresheet sheet) => new(sheet.Institution, Rights.Answer);

    private static Holder Office(Scoresheet sheet) => new(sheet.Office, Rights.Run);
}
