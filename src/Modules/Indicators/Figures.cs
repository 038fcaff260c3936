using Yihe.Indicators.Closing;

namespace Yihe.Indicators;

/// <summary>An indicator as modules above know it: what it is called and how its figure is told.</summary>
/// <param name="Version">the version in force when the span began</param>
public sealed record IndicatorCard(string Code, string Name, string Definition, string Unit, int Version);

/// <summary>A figure as modules above are told it.</summary>
/// <param name="Place">as an address carries it: <c>c:code</c>, <c>z:code/zone</c>, an institution's id</param>
/// <param name="Before">the same figure one year earlier, where there was one</param>
public sealed record ToldFigure(
    string Indicator,
    string Place,
    FigureState State,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Before
);

/// <summary>The door to figures: what an indicator says of some places over a span that is past, and by which version of it.</summary>
public static class Figures
{
    /// <summary>Every figure asked for; whatever has no source says so.</summary>
    /// <param name="indicators">codes of <c>knowledge/indicators</c> that are told over such places and spans</param>
    /// <param name="places">as an address carries them</param>
    public static Task<(IReadOnlyList<IndicatorCard> Cards, IReadOnlyList<ToldFigure> Figures)> Of(
        Platform platform,
        IReadOnlyList<string> indicators,
        IReadOnlyList<string> places,
        Period period,
        CancellationToken ct
    ) =>
        CountingHouse
            .Of(platform)
            .Ask<(IReadOnlyList<IndicatorCard>, IReadOnlyList<ToldFigure>)>(
                cube =>
                    (
                        [.. indicators.Select(code => Card(cube.Book.At(code, period.From)))],
                        [.. from place in places from code in indicators select Tell(cube, code, place, period)]
                    ),
                ct
            );

    /// <summary>Why an indicator cannot be told over such places and spans; null where it can.</summary>
    public static string? Misfit(Platform platform, string code, PlaceGrain places, PeriodGrain spans) =>
        IndicatorBook.Of(platform).Find(code) is not { } indicator ? $"没有指标 {code}"
        : !indicator.Places.Contains(places) || !indicator.Periods.Contains(spans) ? $"指标 {code} 不按这种范围或期间统计"
        : null;

    /// <summary>How many months of a span are closed.</summary>
    public static async Task<int> ClosedMonths(Work work, Period period, CancellationToken ct) =>
        await work.Db.Set<MonthClosing>().CountAsync(c => c.Month >= period.From && c.Month < period.Until, ct);

    private static IndicatorCard Card(Indicator i) => new(i.Code, i.Name, i.Definition, i.Unit, i.Version);

    private static ToldFigure Tell(Cube cube, string code, string place, Period period)
    {
        var where = Place.Parse(place)!;
        var (now, before) = (Reckoning.Of(cube, code, where, period), Reckoning.Of(cube, code, where, period.YearBefore));
        return new(code, place, now.State, now.Value, now.Numerator, now.Denominator, before.Value);
    }
}
