namespace Yihe.Indicators.Editions;

/// <summary>A version beside the one in force, over the past year: what either says of each month, and of each member. Nothing is kept.</summary>
internal static class TryEdition
{
    private const int Months = 12;

    internal sealed record Input(Guid Id, [property: Display(Name = "范围")] string? Place = null);

    /// <summary>A month, or a member over the last whole month, by either version.</summary>
    internal sealed record Pair(string Words, string? Before, string After);

    /// <param name="Before">the version it follows; null of a new indicator</param>
    /// <param name="Members">each institution in the place looked at that has a figure by either, over the newest span that has one</param>
    internal sealed record Outcome(
        Guid Id,
        int Version,
        EditionState State,
        Indicator Content,
        string Reason,
        string By,
        DateTimeOffset At,
        string? PublishedBy,
        DateTimeOffset? PublishedAt,
        Indicator? Before,
        string Numerator,
        string? Denominator,
        IReadOnlyList<PlaceLine> Places,
        string Place,
        IReadOnlyList<Pair> Trend,
        string MembersOf,
        IReadOnlyList<Pair> Members
    );

    internal static readonly Look<Input, Outcome> Door = new("indicator.try", "试算指标口径", FigureRights.Define, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (edition, refusal) = await work.Find<IndicatorEdition>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var grains = edition.Content.Places;
        var places = (await Asked.PlacesOf(work, ct)).Where(p => grains.Contains(p.Grain)).ToList();
        if (places.FirstOrDefault(p => p.Id == input.Place) is not { } place)
            if (string.IsNullOrEmpty(input.Place) && places.Count > 0)
                place = places[0];
            else
                return Refusal.Invalid("place", "没有这个统计范围，请从列表中选择");
        var today = work.Today;
        return await work.Look(await CountingHouse.Of(work.Platform).Ask(cube => Tried(cube, edition, places, place, today), ct), ct);
    }

    private static Outcome Tried(Cube cube, IndicatorEdition edition, List<PlaceLine> places, PlaceLine place, DateOnly today)
    {
        var content = edition.Content;
        var before = cube.Book.Versions(content.Code).LastOrDefault(v => v.Version < content.Version);
        var grain = content.Periods.Contains(PeriodGrain.Month) ? PeriodGrain.Month : content.Periods[0];
        var spans = Spans(grain, today).ToList();
        Pair PairOf(string words, PlaceLine at, Period span) =>
            new(words, before is null ? null : Said(cube, before, at, span), Said(cube, content, at, span));
        var known = spans.Find(s => Reckoning.Of(cube, content, Place.Parse(place.Id)!, s).State == FigureState.Known) ?? spans[0];
        bool Lies(PlaceLine p) =>
            p.Grain == PlaceGrain.Institution
            && p.Id != place.Id
            && Place.Parse(place.Id)!.Holds(cube.Seats.All[cube.Seats.On(new(Guid.Parse(p.Id)), known.From)])
            && new[] { content, before }.Any(i => i is not null && Reckoning.Of(cube, i, Place.Parse(p.Id)!, known).Value is not null);
        return new(
            edition.Id,
            edition.Version,
            edition.State,
            content,
            edition.Reason,
            edition.By,
            edition.At,
            edition.PublishedBy,
            edition.PublishedAt,
            before,
            cube.Book.Part(content.Numerator!).Words,
            content.Denominator is { } denominator ? cube.Book.Part(denominator).Words : null,
            places,
            place.Id,
            [.. spans.Select(s => PairOf(s.Words, place, s))],
            known.Words,
            [.. places.Where(Lies).Select(p => PairOf(p.Name, p, known))]
        );
    }

    /// <summary>The last twelve, the newest first.</summary>
    private static IEnumerable<Period> Spans(PeriodGrain grain, DateOnly today)
    {
        var span = Period.Of(grain, today);
        for (var n = 0; n < Months; n++, span = Period.Of(grain, span.From.AddDays(-1)))
            yield return span;
    }

    private static string Said(Cube cube, Indicator indicator, PlaceLine place, Period span) =>
        Reckoning.Of(cube, indicator, Place.Parse(place.Id)!, span) is { Value: { } value } figure
            ? $"{value.ToString($"#,0.{new string('0', indicator.Digits)}", null)}{indicator.Unit}（{figure.Numerator:#,0.##}{(figure.Denominator is { } whole ? $" / {whole:#,0.##}" : "")}）"
            : FormContext.WordsOf(typeof(FigureState), $"{Reckoning.Of(cube, indicator, Place.Parse(place.Id)!, span).State}");
}
