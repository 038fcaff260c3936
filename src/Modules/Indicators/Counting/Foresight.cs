namespace Yihe.Indicators.Counting;

/// <summary>Reads the months of an indicator that may be forecast: one whose months add up to its year.</summary>
public static class Foresight
{
    /// <summary>Null where months do not add up to the year (persons, figures told once a year), or too few are over.</summary>
    public static Forecast? Of(Cube cube, string code, Place place, DateOnly today, decimal? target)
    {
        var year = Period.Of(PeriodGrain.Year, today);
        var indicator = cube.Book.At(code, year.From);
        if (!Adds(cube, indicator))
            return null;
        var over = year.Months.Where(m => Period.Month(m).Until <= today).ToList();
        if (Amounts(cube, indicator, place, over) is not { } months)
            return null;
        var last = Amounts(cube, indicator, place, year.YearBefore.Months);
        var forecast = Forecast.Of(months, year.Months.Count() - over.Count, last, indicator.Scale, target);
        decimal Told(decimal value) => Math.Round(value, indicator.Digits, MidpointRounding.AwayFromZero);
        return forecast is null
            ? null
            : forecast with
            {
                Value = Told(forecast.Value),
                Low = Told(forecast.Low),
                High = Told(forecast.High),
                Needed = forecast.Needed is { } needed ? Told(needed) : null,
            };
    }

    private static bool Adds(Cube cube, Indicator indicator) =>
        indicator.Formula is Formula.Ratio or Formula.Value
        && indicator.Periods.Contains(PeriodGrain.Month)
        && indicator.Periods.Contains(PeriodGrain.Year)
        && cube.Book.Leaves(indicator).All(p => p.Take != Taking.People && !p.WholeYear);

    /// <summary>From the first month that has a source; null where a later one has none.</summary>
    private static List<MonthAmount>? Amounts(Cube cube, Indicator indicator, Place place, IEnumerable<int> months)
    {
        var figures = months
            .Select(m => Reckoning.Of(cube, indicator.Code, place, Period.Month(m)))
            .SkipWhile(f => f.State == FigureState.NoSource)
            .ToList();
        return figures.Exists(f => f.State == FigureState.NoSource)
            ? null
            : [.. figures.Select(f => new MonthAmount(f.Numerator ?? 0, f.Denominator))];
    }
}
