using Yihe.Indicators.Closing;

namespace Yihe.Monitoring.Wall;

/// <summary>A figure on the wall, with its way through the year.</summary>
public sealed record WallFigure(FigureLine Line, IReadOnlyList<TrendPoint> Trend);

/// <summary>
/// The figures of a place for everyone in a hall (数据大屏): the plan's targets of this year, those below compared, and how much waits for whom.
/// Nobody is named on it, neither resident nor staff, and it leads nowhere.
/// </summary>
internal static class ShowWall
{
    private const int MostFigures = 6;
    private const int MostRows = 8;

    internal sealed record Input([property: Display(Name = "范围")] string? Place = null);

    /// <param name="Targets">the plan has targets; else figures to watch stand in their place</param>
    /// <param name="Imported">what comes by import, from whom and up to when</param>
    internal sealed record Outcome(
        string PlaceName,
        string PeriodName,
        DateTimeOffset At,
        bool Targets,
        IReadOnlyList<WallFigure> Figures,
        Comparison Compared,
        Needs Needs,
        IReadOnlyList<SourceLine> Imported
    );

    internal static readonly Look<Input, Outcome> Door = new("wall.show", "查看数据大屏", FigureRights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (await Asked.Of(work, input.Place, null, ct) is var asked && asked.Refusal is { } unclear)
            return unclear;
        var needs = await Needs.Of(work, asked.Value.Place, ct);
        return await CountingHouse.Of(work.Platform).Ask(cube => Of(cube, asked.Value, work, needs), ct);
    }

    private static Outcome Of(Cube cube, Asked asked, Work work, Needs needs)
    {
        var (place, year, places) = asked;
        var section = work.Platform.Blueprints.At<MonitoringSection>(work.Now);
        var lines = cube
            .Book.All.Where(i => ShowBoard.Fits(i, place, year))
            .Select(i => Lines.Of(cube, i.Code, section, place, year))
            .ToList();
        var targets = section.Targets.Select(t => lines.Find(l => l.Code == t.Indicator)).OfType<FigureLine>().ToList();
        var known = lines.Where(l => l is { Target: null, State: FigureState.Known, Denominator: > 0, Unit: "%" }).ToList();
        var shown = (targets.Count > 0 ? targets : known).Take(MostFigures).ToList();
        var compared = Comparison.Of(cube, section, asked, shown.Concat(known).DistinctBy(l => l.Code), MostRows);
        var months = new Dictionary<DateOnly, MonthClosing>();
        return new(
            places.First(p => p.Id == $"{place}").Name,
            year.Words,
            work.Now,
            targets.Count > 0,
            [
                .. shown.Select(l => new WallFigure(
                    l.Foreseen(cube, place, work.Today),
                    ShowIndicator.Trend(cube, l.Code, asked, work.Today, months)
                )),
            ],
            compared,
            needs,
            [.. shown.Concat(compared.Columns).SelectMany(l => l.Sources).Where(s => !s.FromWork).DistinctBy(s => s.Kind)]
        );
    }
}
