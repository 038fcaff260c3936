namespace Yihe.Indicators;

/// <summary>How a figure is made of its parts.</summary>
public enum Formula
{
    [Display(Name = "比值")]
    Ratio,

    [Display(Name = "数量")]
    Value,

    [Display(Name = "较上年同期增长")]
    Growth,

    [Display(Name = "寿命表法")]
    LifeTable,

    [Display(Name = "证据清单")]
    Checklist,
}

/// <summary>Which way is better.</summary>
public enum Direction
{
    [Display(Name = "越高越好")]
    Up,

    [Display(Name = "越低越好")]
    Down,

    [Display(Name = "只作监测")]
    Watch,
}

/// <summary>Over which places a figure is told.</summary>
public enum PlaceGrain
{
    [Display(Name = "机构")]
    Institution,

    [Display(Name = "片区")]
    Zone,

    [Display(Name = "医共体")]
    Consortium,

    [Display(Name = "全区域")]
    Region,
}

/// <summary>Over which spans a figure is told.</summary>
public enum PeriodGrain
{
    [Display(Name = "日")]
    Day,

    [Display(Name = "月")]
    Month,

    [Display(Name = "季")]
    Quarter,

    [Display(Name = "年")]
    Year,
}

/// <summary>Where an indicator comes from: the clause or document, and what is said there.</summary>
public sealed record Origin(string Clause, string Text);

/// <summary>
/// An indicator (指标), one version of it: what it means, what is divided by what, and where that is written. Data alone: the interpreter is
/// <see cref="Reckoning"/>.
/// </summary>
/// <param name="Definition">口径, in the words used at work</param>
/// <param name="Numerator">code of a part; of an indicator where it tells growth; none for a checklist</param>
/// <param name="Denominator">code of a part; none where the figure is a number or growth</param>
/// <param name="Scale">the quotient times this is the figure: 100 for percent, 10000 for per ten thousand, 0.01 for yuan out of fen</param>
/// <param name="From">the first day of a period that follows this version</param>
/// <param name="Assumed">what the official text leaves open and we chose; null where it leaves nothing open</param>
/// <param name="Evidence">of a checklist: what has to be shown</param>
/// <param name="Health">it measures health rather than treatment. KS-101</param>
public sealed record Indicator(
    string Code,
    string Name,
    string Dimension,
    string Definition,
    Formula Formula,
    string Unit,
    Direction Direction,
    IReadOnlyList<PlaceGrain> Places,
    IReadOnlyList<PeriodGrain> Periods,
    IReadOnlyList<Origin> Origins,
    DateOnly From,
    string? Numerator = null,
    string? Denominator = null,
    decimal Scale = 1,
    int Digits = 1,
    int Version = 1,
    DateOnly? Until = null,
    string? Assumed = null,
    IReadOnlyList<string>? Evidence = null,
    bool Health = false
);

/// <summary>What is counted of the facts that match.</summary>
public enum Taking
{
    /// <summary>How many there were.</summary>
    Count,

    /// <summary>The sum of a number they carry.</summary>
    Sum,

    /// <summary>How many different persons they were about.</summary>
    People,
}

/// <summary>A condition on a field of the fact, or on the institution it counts for: <c>institution.kind</c>, <c>.level</c>, <c>.role</c>.</summary>
/// <param name="In">one of these words</param>
/// <param name="Begins">begins with one of these</param>
/// <param name="Contains">contains one of these</param>
/// <param name="Least">a number of at least this</param>
/// <param name="Most">a number of at most this</param>
/// <param name="Not">must not hold</param>
public sealed record Condition(
    string Field,
    IReadOnlyList<string>? In = null,
    IReadOnlyList<string>? Begins = null,
    IReadOnlyList<string>? Contains = null,
    long? Least = null,
    long? Most = null,
    bool Not = false
);

/// <summary>Something counted (分子或分母): facts of a kind under conditions, or other parts together.</summary>
/// <param name="Of">of a sum: which number</param>
/// <param name="AtLeast">of people: only those with so many such facts in the span</param>
/// <param name="Among">of people: only those who are also in that part, where that part counts them</param>
/// <param name="By">kept apart by this word, for the life table</param>
/// <param name="WholeYear">told once a year (人口、在编人数): always over the calendar year of the period</param>
/// <param name="Plus">instead of facts: the sum of these parts</param>
/// <param name="Minus">less these</param>
public sealed record Part(
    string Code,
    string Words,
    string? Fact = null,
    Taking Take = Taking.Count,
    string? Of = null,
    IReadOnlyList<Condition>? Where = null,
    int? AtLeast = null,
    string? Among = null,
    string? By = null,
    bool WholeYear = false,
    IReadOnlyList<string>? Plus = null,
    IReadOnlyList<string>? Minus = null
)
{
    /// <summary>The span it is counted over when a figure is told over this one.</summary>
    internal Period Over(Period period) => WholeYear ? period.Year : period;

    /// <summary>Persons who are also in another part may have come for it anywhere.</summary>
    internal Place Over(Place place) => Among is null ? place : Place.Region;
}
