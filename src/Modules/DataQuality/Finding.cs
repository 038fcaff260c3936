namespace Yihe.DataQuality;

public enum FindingState
{
    Open,
    Explained,
    Mended,
    Lapsed,
}

internal enum FindingMove
{
    Explain,
    Mend,
    Lapse,
    Reopen,
}

/// <summary>What is behind odd data.</summary>
public enum Cause
{
    [Display(Name = "情况属实，数据无误")]
    True,

    [Display(Name = "设备或读数习惯")]
    Device,

    [Display(Name = "系统或接口问题")]
    System,

    [Display(Name = "登记不规范，已要求改正")]
    Habit,

    [Display(Name = "没有实测或照抄，已处理")]
    Invented,

    [Display(Name = "其他")]
    Other,
}

/// <summary>Data that are odd (质量疑点): a check, whose data, which month; asked of whoever can mend them until it is explained or no longer holds.</summary>
[Index(nameof(Check), nameof(Institution), nameof(Subject), nameof(Period), IsUnique = true)]
[Index(nameof(State))]
internal sealed class Finding : IMatter<FindingState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public FindingState State { get; set; }
    public required string Check { get; init; }
    public required string Title { get; init; }
    public required InstitutionId Institution { get; init; }
    public required string Place { get; init; }

    /// <summary>Who is asked: the institution itself, or the one a village site belongs to.</summary>
    public required InstitutionId Asked { get; init; }
    public required string Subject { get; init; }
    public required string Period { get; init; }
    public required int Blueprint { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Of what it was made, as last judged.</summary>
    public string Words { get; private set; } = "";
    public Cause? Cause { get; private set; }
    public string? Explanation { get; private set; }
    public string? ExplainedBy { get; private set; }
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => [Institution, Asked];
    Guid? IScoped.Subject => null;
    public WorkItemFace Face => new(PeriodWords, Place, Title, Words, $"/data-quality/{Id}", Urgency.Routine);

    internal string PeriodWords => Indicators.Counting.Period.Parse(Period)!.Words;

    internal (string, InstitutionId, string, string) Of => (Check, Institution, Subject, Period);

    internal (string, InstitutionId, string) Whose => (Check, Institution, Subject);

    /// <summary>The month and, where a check sees several together, those before.</summary>
    internal Period Month => Indicators.Counting.Period.Parse(Period)!;

    internal void Say(string words) => Words = Words == words ? Words : words;

    internal void Close(DateTimeOffset? at) => ClosedAt = at;

    internal void Explain(Work work, Cause cause, string why) =>
        (Cause, Explanation, ExplainedBy, ClosedAt) = (cause, why, work.Actor.Name, work.Now);
}

/// <summary>How a finding moves: asked, then explained by people, or closed by the next examination.</summary>
internal static class FindingFlow
{
    internal static readonly Flow<Finding, FindingState, FindingMove> Table = new("dataFinding", "数据质量疑点", FindingState.Open)
    {
        States =
        [
            new(
                FindingState.Open,
                "待说明",
                Tone.Warn,
                Asked,
                "核实可疑数据，更正或说明",
                (f, b) => b.Of<DataQualitySection>(f.Blueprint).Answer
            ),
            new(FindingState.Explained, "已说明", Tone.Ok),
            new(FindingState.Mended, "已改正", Tone.Ok),
            new(FindingState.Lapsed, "不再成立", Tone.Quiet),
        ],
        Moves =
        [
            new(FindingState.Open, FindingMove.Explain, FindingState.Explained, "说明", Asked),
            new(FindingState.Open, FindingMove.Mend, FindingState.Mended, "数据已改正"),
            new(FindingState.Open, FindingMove.Lapse, FindingState.Lapsed, "不再判断"),
            new(FindingState.Mended, FindingMove.Reopen, FindingState.Open, "又可疑"),
            new(FindingState.Lapsed, FindingMove.Reopen, FindingState.Open, "又可疑"),
        ],
    };

    private static Holder Asked(Finding finding) => new(finding.Asked, Rights.Mend);
}
