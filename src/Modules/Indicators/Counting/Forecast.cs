namespace Yihe.Indicators.Counting;

/// <summary>What a month of an additive figure came to.</summary>
/// <param name="Denominator">null where the figure is a number</param>
public readonly record struct MonthAmount(decimal Numerator, decimal? Denominator);

/// <summary>
/// What a year's figure comes to if the rest of the year goes as it has gone (年底预测), told in the figure's own unit.
/// </summary>
/// <param name="Low">if every month to come were as the lowest of the last six</param>
/// <param name="High">… as the highest of the last six</param>
/// <param name="Complete">how many months it stands on</param>
/// <param name="Needed">what the months to come must reach together for the target; null without a target</param>
public sealed record Forecast(decimal Value, decimal Low, decimal High, int Complete, decimal? Needed)
{
    private const int Fewest = 3;
    private const int Recent = 3;
    private const int Spread = 6;
    private const int MonthsOfYear = 12;

    /// <summary>
    /// The months of this year that are over, in order, beside all of last year's where they are known. The volume of a month to come is that
    /// of last year's times this year's growth, else the mean so far; its rate is that of the last three months together.
    /// Null before three months are over, after the last, or where nothing was counted.
    /// </summary>
    /// <param name="left">how many months of the year are not over, 0 to 11</param>
    /// <param name="lastYear">all twelve; anything else is not used</param>
    /// <param name="scale">as of the indicator: the quotient times this is the figure</param>
    public static Forecast? Of(
        IReadOnlyList<MonthAmount> months,
        int left,
        IReadOnlyList<MonthAmount>? lastYear,
        decimal scale,
        decimal? target
    )
    {
        if (months.Count < Fewest || left == 0)
            return null;
        var season = lastYear is { Count: MonthsOfYear } && months.Count + left == MonthsOfYear ? lastYear : null;
        var rates = months.TakeLast(Spread).Where(m => Volume(m) > 0).Select(m => m.Numerator / Volume(m)).ToList();
        var (recent, sofar) = (Sum(months.TakeLast(Recent)), Sum(months));
        var rest = Rest(months, left, season);
        var whole = Volume(sofar) + rest;
        if (rates.Count == 0 || whole == 0)
            return null;
        if (sofar.Denominator is null)
            return OfNumber(sofar.Numerator, (rest, left), [.. months.TakeLast(Spread).Select(m => m.Numerator)], scale, target) with
            {
                Complete = months.Count,
            };
        var rate = Volume(recent) == 0 ? sofar.Numerator / Volume(sofar) : recent.Numerator / Volume(recent);
        decimal At(decimal r) => (sofar.Numerator + (rest * r)) / whole * scale;
        var needed = rest == 0 ? null : target * whole / (scale * rest) - sofar.Numerator / rest;
        return new(At(rate), At(rates.Min()), At(rates.Max()), months.Count, needed * scale);
    }

    /// <summary>A number grows by what the months to come add; needed is their monthly mean.</summary>
    private static Forecast OfNumber(
        decimal sofar,
        (decimal Amount, int Months) rest,
        List<decimal> recent,
        decimal scale,
        decimal? target
    ) =>
        new(
            (sofar + rest.Amount) * scale,
            (sofar + (recent.Min() * rest.Months)) * scale,
            (sofar + (recent.Max() * rest.Months)) * scale,
            0,
            ((target / scale) - sofar) / rest.Months * scale
        );

    /// <summary>The volume of the months to come.</summary>
    private static decimal Rest(IReadOnlyList<MonthAmount> months, int left, IReadOnlyList<MonthAmount>? season)
    {
        var sofar = months.Sum(Volume);
        var before = season?.Take(months.Count).Sum(Volume) ?? 0;
        return before > 0 ? season!.Skip(months.Count).Sum(Volume) * sofar / before : sofar / months.Count * left;
    }

    private static decimal Volume(MonthAmount month) => month.Denominator ?? month.Numerator;

    private static MonthAmount Sum(IEnumerable<MonthAmount> months) =>
        months.Aggregate((a, b) => new(a.Numerator + b.Numerator, a.Denominator + b.Denominator));
}
