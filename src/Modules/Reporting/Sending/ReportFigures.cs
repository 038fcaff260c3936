using Yihe.Indicators.Closing;

namespace Yihe.Reporting.Sending;

/// <summary>A figure on its way into a report: of which indicator, of which place.</summary>
internal sealed record PlacedFigure(string Code, string Place, FigureState State, decimal? Value, decimal? Numerator, decimal? Denominator)
{
    internal ReportedFigure At(IReadOnlyDictionary<string, string> names) =>
        new(Place, names.GetValueOrDefault(Place, Place), State, Value, Numerator, Denominator);
}

/// <summary>The figures of a closed month that go upward: those of the region, its consortia and its zones, none of a single institution.</summary>
internal static class ReportFigures
{
    /// <summary>As the closing froze them.</summary>
    internal static IEnumerable<PlacedFigure> Frozen(MonthClosing closing) =>
        from figure in closing.Figures
        let key = figure.Key.Split('|', 2)
        where IsWide(key[1])
        select new PlacedFigure(key[0], key[1], figure.Value.State, figure.Value.Value, figure.Value.Numerator, figure.Value.Denominator);

    /// <summary>The same places of the same month, by the facts known now.</summary>
    internal static IEnumerable<PlacedFigure> Now(Cube cube, MonthClosing closing)
    {
        var month = Period.Of(PeriodGrain.Month, closing.Month);
        var places = closing.Figures.Keys.Select(k => k.Split('|', 2)[1]).Where(IsWide).Append($"{Place.Region}").Distinct().ToList();
        return from indicator in cube.Book.All
            where indicator.Periods.Contains(PeriodGrain.Month)
            from name in places
            let place = Place.Parse(name)!
            where indicator.Places.Contains(place.Grain)
            let figure = Reckoning.Of(cube, indicator.Code, place, month)
            where figure.State != FigureState.NoSource
            select new PlacedFigure(indicator.Code, name, figure.State, figure.Value, figure.Numerator, figure.Denominator);
    }

    private static bool IsWide(string place) => Place.Parse(place) is { Grain: not PlaceGrain.Institution };
}
