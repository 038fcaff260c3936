namespace Yihe.Indicators.Counting;

/// <summary>What a figure can be besides a number.</summary>
public enum FigureState
{
    [Display(Name = "")]
    Known,

    /// <summary>The denominator is nothing: never 0 %.</summary>
    [Display(Name = "无病例")]
    NoCases,

    /// <summary>Nobody states these facts yet, or not for this span: never 0.</summary>
    [Display(Name = "无数据来源")]
    NoSource,

    /// <summary>Shown by documents, not by a number.</summary>
    [Display(Name = "凭佐证判断")]
    ByEvidence,
}

/// <summary>A figure with what it was made of.</summary>
public sealed record Figure(FigureState State, decimal? Value = null, decimal? Numerator = null, decimal? Denominator = null)
{
    internal static readonly Figure NoSource = new(FigureState.NoSource);
}

/// <summary>The one interpreter of indicators: an indicator, a place, a span → a figure.</summary>
public static class Reckoning
{
    /// <summary>The figure by the version of the indicator in force when the span began.</summary>
    public static Figure Of(Cube cube, string code, Place place, Period period) => Of(cube, cube.Book.At(code, period.From), place, period);

    /// <summary>The figure by one version, whichever is in force.</summary>
    internal static Figure Of(Cube cube, Indicator indicator, Place place, Period period)
    {
        if (indicator.Formula == Formula.Checklist)
            return new Figure(FigureState.ByEvidence);
        if (cube.Book.Leaves(indicator).Any(leaf => !Reaches(cube, leaf, place, period)))
            return Figure.NoSource;
        return indicator.Formula switch
        {
            Formula.Value => ValueOf(indicator, Amount(cube, indicator.Numerator!, place, period)),
            Formula.Growth => Growth(cube, indicator, place, period),
            Formula.LifeTable => LifeTable(cube, indicator, place, period),
            _ => Ratio(indicator, Amount(cube, indicator.Numerator!, place, period), Amount(cube, indicator.Denominator!, place, period)),
        };
    }

    /// <summary>How much a part comes to.</summary>
    internal static long Amount(Cube cube, string code, Place place, Period period)
    {
        var part = cube.Book.Part(code);
        if (part.Fact is null)
            return (part.Plus ?? []).Sum(p => Amount(cube, p, place, period)) - (part.Minus ?? []).Sum(p => Amount(cube, p, place, period));
        var span = part.Over(period);
        return part.Take == Taking.People ? cube.CountPeople(part, place, span) : cube.Items(part, place, span).Values.Sum();
    }

    /// <summary>
    /// Whether facts of the part were stated for the span by anyone: the work states its own from its first one on; what is imported is known
    /// where and when something came.
    /// </summary>
    private static bool Reaches(Cube cube, Part leaf, Place place, Period period)
    {
        var span = leaf.Over(period);
        if (!cube.Kinds[leaf.Fact!].FromWork)
            return cube.Knows(leaf.Fact!, leaf.Over(place), span);
        return cube.Traces.GetValueOrDefault(leaf.Fact!)?.FirstMonth is not { } first || first <= span.Months.Last();
    }

    private static Figure ValueOf(Indicator indicator, long amount) =>
        new(FigureState.Known, Math.Round(amount * indicator.Scale, indicator.Digits, MidpointRounding.AwayFromZero), amount);

    private static Figure Ratio(Indicator indicator, long numerator, long denominator) =>
        denominator == 0
            ? new(FigureState.NoCases, null, numerator, denominator)
            : new(
                FigureState.Known,
                Math.Round(numerator * indicator.Scale / denominator, indicator.Digits, MidpointRounding.AwayFromZero),
                numerator,
                denominator
            );

    /// <summary>(this span − the same span a year before) ÷ the latter.</summary>
    private static Figure Growth(Cube cube, Indicator indicator, Place place, Period period)
    {
        var now = Of(cube, indicator.Numerator!, place, period);
        var before = Of(cube, indicator.Numerator!, place, period.YearBefore);
        if (now.State != FigureState.Known || before.State != FigureState.Known)
            return new(now.State != FigureState.Known ? now.State : before.State, null, now.Value, before.Value);
        return before.Value == 0
            ? new(FigureState.NoCases, null, now.Value, before.Value)
            : new(
                FigureState.Known,
                Math.Round(
                    (now.Value!.Value - before.Value!.Value) * indicator.Scale / before.Value.Value,
                    indicator.Digits,
                    MidpointRounding.AwayFromZero
                ),
                now.Value,
                before.Value
            );
    }

    private static Figure LifeTable(Cube cube, Indicator indicator, Place place, Period period)
    {
        var (deaths, people) = (cube.Book.Part(indicator.Numerator!), cube.Book.Part(indicator.Denominator!));
        var died = cube.Items(deaths, place, period.Year);
        var lived = cube.Items(people, place, period.Year);
        if (lived.Count == 0 || lived.Values.Any(n => n < 0) || died.Keys.Except(lived.Keys).Any())
            return new(FigureState.NoCases, null, died.Values.Sum(), lived.Values.Sum());
        var rates = lived.Select(band => died.GetValueOrDefault(band.Key) / (double)band.Value);
        var value = Math.Round((decimal)Unconditional(rates) * indicator.Scale, indicator.Digits, MidpointRounding.AwayFromZero);
        return new(FigureState.Known, value, died.Values.Sum(), lived.Values.Sum());
    }

    /// <summary>
    /// The probability of dying between the first age and the last of five-year bands, given each band's deaths per person and year:
    /// 5q = 5M ÷ (1 + 2.5M), and 1 − Π(1 − 5q).
    /// </summary>
    internal static double Unconditional(IEnumerable<double> rates) =>
        1 - rates.Aggregate(1.0, (alive, rate) => alive * (1 - (5 * rate / (1 + (2.5 * rate)))));
}
