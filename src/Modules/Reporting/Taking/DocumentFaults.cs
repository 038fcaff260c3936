namespace Yihe.Reporting.Taking;

/// <summary>What is wrong with a report, each said at its field: what is missing or too much, figures that their parts do not come to, the hash.</summary>
internal static class DocumentFaults
{
    private const int MostIndicators = 500;
    private const int MostFigures = 200;
    private const int MostDigits = 6;
    private const int MostWords = 2_000;

    /// <summary>What any figure is far below; beyond it nothing can be reckoned exactly.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    internal static IEnumerable<FieldFault> Of(ReportDocument report)
    {
        if (Period.Parse(report.Month) is not { Grain: PeriodGrain.Month })
            yield return new("month", "月份写作 2026-09");
        if (report.Indicators.Count > MostIndicators)
            yield return new("indicators", $"一份月报最多 {MostIndicators} 个指标，现有 {report.Indicators.Count} 个");
        var faults = report
            .Indicators.Take(MostIndicators)
            .SelectMany((indicator, i) => OfIndicator(indicator, $"indicators[{i}]"))
            .Concat(Twice(report.Indicators))
            .ToList();
        foreach (var fault in faults)
            yield return fault;
        if (faults.Count == 0 && report.Hash != report.Reckoned())
            yield return new("hash", "散列与内容不符：内容在路上被改过，或不是原样送来的；请重新取一份，不作任何改动送来");
    }

    private static IEnumerable<FieldFault> Twice(IReadOnlyList<ReportedIndicator> indicators) =>
        indicators
            .Select((indicator, i) => (indicator.Code, i))
            .GroupBy(x => x.Code)
            .SelectMany(g => g.Skip(1))
            .Select(x => new FieldFault($"indicators[{x.i}].code", $"指标 {x.Code} 写了两次，请只留一处"));

    private static IEnumerable<FieldFault> OfIndicator(ReportedIndicator indicator, string at)
    {
        var words = new (string Field, string? Text, bool Needed)[]
        {
            ("code", indicator.Code, true),
            ("name", indicator.Name, true),
            ("dimension", indicator.Dimension, false),
            ("definition", indicator.Definition, true),
            ("unit", indicator.Unit, false),
            ("numeratorWords", indicator.NumeratorWords, false),
            ("denominatorWords", indicator.DenominatorWords, false),
        };
        foreach (var (field, text, needed) in words)
            if (needed && string.IsNullOrWhiteSpace(text))
                yield return new($"{at}.{field}", $"指标 {indicator.Code} 的 {field} 不能空着");
            else if (text?.Length > MostWords)
                yield return new($"{at}.{field}", $"指标 {indicator.Code} 的 {field} 最多 {MostWords} 个字");
        if (indicator.Version < 1)
            yield return new($"{at}.version", $"指标 {indicator.Code} 的口径版本应从 1 起");
        if (indicator.Digits is < 0 or > MostDigits)
            yield return new($"{at}.digits", $"指标 {indicator.Code} 的小数位应在 0 至 {MostDigits} 之间");
        else if (indicator.Scale is <= 0 or > Largest)
            yield return new($"{at}.scale", $"指标 {indicator.Code} 的倍数应大于 0");
        else if (indicator.Target is { } target && (target.Value is < -Largest or > Largest || target.Near is < 0 or > Largest))
            yield return new($"{at}.target", $"指标 {indicator.Code} 的目标大得离谱，请核对");
        else if (indicator.Figures.Count is 0 or > MostFigures)
            yield return new($"{at}.figures", $"指标 {indicator.Code} 应有 1 至 {MostFigures} 个数字");
        else
            foreach (var fault in indicator.Figures.SelectMany((figure, i) => OfFigure(indicator, figure, $"{at}.figures[{i}]")))
                yield return fault;
    }

    private static IEnumerable<FieldFault> OfFigure(ReportedIndicator indicator, ReportedFigure? figure, string at)
    {
        if (figure is null || Place.Parse(figure.Place) is null or { Grain: PlaceGrain.Institution })
            yield return new($"{at}.place", $"指标 {indicator.Code} 的统计范围应为 region、c:医共体代码或 z:医共体代码/片区");
        else if (new[] { figure.Value, figure.Numerator, figure.Denominator }.Any(n => n is < -Largest or > Largest))
            yield return new($"{at}.value", $"指标 {indicator.Code} 的数字大得离谱，请核对");
        else if ((figure.State == FigureState.Known) != (figure.Value is not null))
            yield return new($"{at}.value", $"指标 {indicator.Code} 的 state 与 value 不符：known 必有数值，其余没有");
        else if (figure.Value is { } value && Arithmetic.Comes(indicator, figure) is { } due && due != value)
            yield return new($"{at}.value", $"指标 {indicator.Code} 的数值写的是 {value:0.######}，由分子分母算得 {due:0.######}");
        else if (figure.Value is not null && Arithmetic.Lacks(indicator.Formula, figure) is { } lacking)
            yield return new($"{at}.{lacking}", $"指标 {indicator.Code} 有数值而没有可用的{(lacking == "numerator" ? "分子" : "分母")}");
    }
}

/// <summary>What a figure's parts come to, by the same steps as where it was told.</summary>
internal static class Arithmetic
{
    /// <summary>Less than any count, or figure of an earlier year, can be.</summary>
    private const decimal Least = 0.0001m;

    /// <summary>Null where the parts alone do not tell it.</summary>
    internal static decimal? Comes(ReportedIndicator indicator, ReportedFigure figure) =>
        (indicator.Formula, figure.Numerator, figure.Denominator) switch
        {
            (Formula.Value, { } amount, _) => Rounded(indicator, amount * indicator.Scale),
            (Formula.Ratio, { } part, { } whole) when Divides(whole) => Rounded(indicator, part * indicator.Scale / whole),
            (Formula.Growth, { } now, { } before) when Divides(before) => Rounded(indicator, (now - before) * indicator.Scale / before),
            _ => null,
        };

    /// <summary>The part that must be there for a value of the formula, and is not.</summary>
    internal static string? Lacks(Formula formula, ReportedFigure figure) =>
        formula is Formula.Checklist or Formula.LifeTable ? null
        : figure.Numerator is null ? "numerator"
        : formula != Formula.Value && !Divides(figure.Denominator) ? "denominator"
        : null;

    private static bool Divides(decimal? whole) => whole is >= Least or <= -Least;

    private static decimal Rounded(ReportedIndicator indicator, decimal number) =>
        Math.Round(number, indicator.Digits, MidpointRounding.AwayFromZero);
}
