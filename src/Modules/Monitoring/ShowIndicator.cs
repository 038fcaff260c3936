using Yihe.Indicators.Closing;
using Yihe.Monitoring.Risks;

namespace Yihe.Monitoring;

/// <summary>A point of the trend.</summary>
/// <param name="Late">how many of its facts came in a later month than they happened, or corrected another</param>
/// <param name="Closed">where its month was closed: that it was, and what it was then if it is another now</param>
public sealed record TrendPoint(
    string Period,
    string Words,
    FigureState State,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    int Late,
    string? Closed
);

/// <summary>One indicator (指标页): its trend beside the target, its definition, the members ranked.</summary>
internal static class ShowIndicator
{
    internal sealed record Input(
        string Code,
        [property: Display(Name = "范围")] string? Place = null,
        [property: Display(Name = "期间")] string? Period = null
    );

    /// <summary>A member among its equals.</summary>
    internal sealed record Member(string Place, string Name, FigureState State, decimal? Value, decimal? Numerator, decimal? Denominator);

    internal sealed record VersionLine(int Version, DateOnly From, string Definition);

    internal sealed record Outcome(
        FigureLine Figure,
        string Place,
        string PlaceName,
        string Period,
        string PeriodName,
        IReadOnlyList<TrendPoint> Trend,
        IReadOnlyList<Member> Consortia,
        IReadOnlyList<Member> Zones,
        IReadOnlyList<Member> Members,
        IReadOnlyList<Origin> Origins,
        IReadOnlyList<VersionLine> Versions,
        IReadOnlyList<string> Evidence,
        IReadOnlyList<PlaceLine> Places,
        bool MaySeePeople,
        string? Watched = null
    );

    internal static readonly Look<Input, Outcome> Door = new("indicator.show", "查看指标", FigureRights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if ((await IndicatorBook.InForce(work, ct)).Find(input.Code) is null)
            return Refusal.NotFound;
        if (await Asked.Of(work, input.Place, input.Period, ct) is var asked && asked.Refusal is { } unclear)
            return unclear;
        var section = work.Platform.Blueprints.At<MonitoringSection>(work.Now);
        var closings = await Closings.Of(work, ct);
        var shown = await CountingHouse
            .Of(work.Platform)
            .Ask(
                cube =>
                    Of(cube, input.Code, section, asked.Value, work) with
                    {
                        Trend = Trend(cube, input.Code, asked.Value, work.Today, closings),
                    },
                ct
            );
        var risks = await TargetRisk.Of(work, asked.Value.Place, asked.Value.Period, ct);
        var figure = shown.Figure with { Risk = risks.GetValueOrDefault(input.Code) };
        return await work.Look(shown with { Figure = figure, Watched = Watched(section, input.Code, asked.Value.Place) }, ct);
    }

    /// <summary>What happens when the year is about to miss the target; null where nobody is told.</summary>
    private static string? Watched(MonitoringSection section, string code, Place place) =>
        section.Watch is { } watch && section.For(code) is not null && watch.Places.Contains(place.Grain)
            ? $"推算年底够不上目标时，由负责单位说明措施，{watch.Answer.Words}"
            : null;

    private static Outcome Of(Cube cube, string code, MonitoringSection section, Asked asked, Work work)
    {
        var (place, period, places) = asked;
        var indicator = cube.Book.At(code, period.From);
        return new(
            Lines.Of(cube, code, section, place, period).Foreseen(cube, place, work.Today),
            $"{place}",
            places.First(p => p.Id == $"{place}").Name,
            $"{period}",
            period.Words,
            [],
            Several(Ranked(cube, indicator, places.Where(p => p.Grain == PlaceGrain.Consortium), period)),
            Ranked(cube, indicator, places.Where(p => p.Grain == PlaceGrain.Zone), period),
            Ranked(cube, indicator, places.Where(p => p.Grain == PlaceGrain.Institution), period),
            indicator.Origins,
            [.. cube.Book.Versions(code).Select(v => new VersionLine(v.Version, v.From, v.Definition))],
            indicator.Evidence ?? [],
            places,
            work.Actor.May(FigureRights.People)
        );
    }

    /// <summary>Twelve months, or five years where it is told by the year alone, from the first that has a source; nothing of the future.</summary>
    internal static List<TrendPoint> Trend(
        Cube cube,
        string code,
        Asked asked,
        DateOnly today,
        IReadOnlyDictionary<DateOnly, MonthClosing> closings
    )
    {
        var (place, period, _) = asked;
        var indicator = cube.Book.At(code, period.From);
        var grain = indicator.Periods.Contains(PeriodGrain.Month) ? PeriodGrain.Month : PeriodGrain.Year;
        var end = period.Until.AddDays(-1) < today ? period.Until.AddDays(-1) : today;
        var last = Period.Of(grain, end);
        var steps = Enumerable.Range(0, grain == PeriodGrain.Month ? 12 : 5).Reverse();
        var kinds = cube.Book.Leaves(indicator).Select(p => p.Fact!).ToHashSet();
        var points =
            from back in steps
            let span = new Period(grain, grain == PeriodGrain.Month ? last.From.AddMonths(-back) : last.From.AddYears(-back))
            let figure = Reckoning.Of(cube, indicator.Code, place, span)
            let late = kinds.Sum(k => cube.Late(k, place, span))
            let closing = grain == PeriodGrain.Month ? closings.GetValueOrDefault(span.From) : null
            let closed = Closings.Say(closing, code, place, figure)
            select new TrendPoint($"{span}", span.Words, figure.State, figure.Value, figure.Numerator, figure.Denominator, late, closed);
        var trend = points.ToList();
        var unknown = trend.TakeWhile(p => p.State == FigureState.NoSource).Count();
        return unknown < trend.Count ? trend[unknown..] : trend;
    }

    /// <summary>One alone is compared with nobody. GZ-87.</summary>
    private static List<Member> Several(List<Member> members) => members.Count > 1 ? members : [];

    /// <summary>The best first; those without a figure last.</summary>
    private static List<Member> Ranked(Cube cube, Indicator indicator, IEnumerable<PlaceLine> places, Period period)
    {
        var members =
            from line in places
            where indicator.Places.Contains(line.Grain)
            let figure = Reckoning.Of(cube, indicator.Code, Place.Parse(line.Id)!, period)
            where figure.State != FigureState.Known || figure.Numerator != 0 || figure.Denominator is not null
            select new Member(line.Id, line.Name, figure.State, figure.Value, figure.Numerator, figure.Denominator);
        var sign = indicator.Direction == Direction.Down ? 1 : -1;
        return [.. members.OrderBy(m => m.Value is null).ThenBy(m => sign * m.Value)];
    }
}
