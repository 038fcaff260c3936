namespace Yihe.DataQuality.Checks;

/// <summary>What a check asks of the facts.</summary>
public enum CheckKind
{
    [Display(Name = "完整")]
    Completeness,

    [Display(Name = "及时")]
    Timeliness,

    [Display(Name = "中断")]
    Silence,

    [Display(Name = "离群")]
    Outlier,

    [Display(Name = "末位数字")]
    Digits,

    [Display(Name = "重复")]
    Duplicates,
}

/// <summary>From where on a figure is odd; each kind of check needs its own of these.</summary>
/// <param name="Share">of completeness and timeliness: the least share; of digits: the greatest share ending in 0 or 5; of duplicates: the greatest share</param>
/// <param name="Days">of timeliness: so soon it is written down; of silence: so long at least nothing came</param>
/// <param name="Factor">of silence: so many times the longest pause there ever was</param>
/// <param name="Z">of outliers: standard deviations from the mean of the twelve months before</param>
/// <param name="ModifiedZ">of outliers: the same by the median and the median deviation</param>
/// <param name="ChiTen">of digits: the critical value of χ² over ten digits</param>
/// <param name="ChiFive">of digits: over the five even ones, where the device shows no others</param>
/// <param name="Effect">of digits: the least √((χ² − degrees of freedom)/n), so that many readings alone make nothing odd</param>
/// <param name="Surplus">of duplicates: so many rows too many are still nothing</param>
internal sealed record Limits(
    double? Share = null,
    int? Days = null,
    double? Factor = null,
    double? Z = null,
    double? ModifiedZ = null,
    double? ChiTen = null,
    double? ChiFive = null,
    double? Effect = null,
    int? Surplus = null
);

/// <summary>One check of the data (质量检查), as <c>knowledge/data-quality.json</c> has it.</summary>
/// <param name="Fact">the kind of facts it looks at; of outliers the <paramref name="Indicator"/> instead</param>
/// <param name="Fields">of completeness: what has to be stated; of digits: the readings, each on its own</param>
/// <param name="By">of digits: the word that says who read</param>
/// <param name="Where">word → what it has to be; null takes all</param>
/// <param name="Months">so many months together, the last of them the one told of</param>
/// <param name="Least">below so many it says 数据太少 and asks nobody</param>
/// <param name="Todo">what whoever is asked should do</param>
/// <param name="Source">where the method and its limits come from</param>
/// <param name="Assumed">which of the limits are our own</param>
internal sealed record Check(
    string Code,
    CheckKind Kind,
    string Name,
    int Least,
    Limits Limits,
    string Todo,
    string Source,
    string? Fact = null,
    IReadOnlyList<string>? Fields = null,
    string? By = null,
    string? Indicator = null,
    IReadOnlyDictionary<string, string>? Where = null,
    int Months = 1,
    string? Assumed = null
)
{
    /// <summary>Whether a fact is one this check looks at.</summary>
    internal bool Takes(Fact fact, FactKind kind) =>
        fact.Kind == Fact && (Where is null || Where.All(w => fact[kind, w.Key] as string == w.Value));

    /// <summary>The days a period of it covers, the month named being the last.</summary>
    internal (DateOnly From, DateOnly Until) Span(Period month) => (month.From.AddMonths(1 - Months), month.Until);

    internal Period[] MonthsOf(Period month) =>
        [.. Enumerable.Range(0, Months).Select(back => new Period(PeriodGrain.Month, month.From.AddMonths(-back)))];
}
