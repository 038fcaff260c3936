namespace Yihe.Indicators;

/// <summary>A place to choose from.</summary>
public sealed record PlaceLine(string Id, string Name, PlaceGrain Grain);

/// <summary>The place and the span a page asks for, among those there are.</summary>
public sealed record Asked(Place Place, Period Period, IReadOnlyList<PlaceLine> Places)
{
    public static async Task<Result<Asked>> Of(Work work, string? place, string? period, CancellationToken ct)
    {
        var places = await PlacesOf(work, ct);
        if (places.Count == 0)
            return Refusal.Denied("您所在单位没有可统计的业务，请联系医共体办公室");
        if (Place.Parse(string.IsNullOrEmpty(place) ? places[0].Id : place) is not { } where || places.All(p => p.Id != $"{where}"))
            return Refusal.Invalid("place", "没有这个统计范围，请从列表中选择");
        if (string.IsNullOrEmpty(period))
            return new Asked(where, Period.Of(PeriodGrain.Year, work.Today), places);
        return Period.Parse(period) is { } span
            ? new Asked(where, span, places)
            : Refusal.Invalid("period", "期间写作 2026、2026-Q3、2026-09 或 2026-09-14");
    }

    /// <summary>
    /// What the actor may see whole, the widest first: the region, its consortia and zones as they are today, institutions.
    /// Whoever answers for a place sees its figures, though not the institutions in it one by one.
    /// </summary>
    internal static async Task<IReadOnlyList<PlaceLine>> PlacesOf(Work work, CancellationToken ct)
    {
        var (all, reach) = (await InstitutionDirectory.All(work, ct), work.Actor.ReachOf(FigureRights.Read));
        var plan = work.Platform.Blueprints.At<OrganizationSection>(work.Now);
        var held = Charge.Held(work.Actor, all, plan).ToHashSet();
        var members = all.Where(i => i.Consortium is not null).ToList();
        bool Sees(IEnumerable<InstitutionCard> whole, string place) =>
            reach.All || held.Contains(place) || whole.All(i => reach.Institutions.Contains(i.Id));
        return
        [
            .. reach.All ? [new PlaceLine("region", "全区域", PlaceGrain.Region)] : Array.Empty<PlaceLine>(),
            .. members
                .GroupBy(i => i.Consortium!)
                .Where(c => Sees(c, $"c:{c.Key}"))
                .Select(c => new PlaceLine($"c:{c.Key}", plan.NameOf(c.Key), PlaceGrain.Consortium)),
            .. members
                .Where(i => i.Zone is not null)
                .GroupBy(i => (i.Consortium, i.Zone))
                .Where(z => Sees(z, $"z:{z.Key.Consortium}/{z.Key.Zone}"))
                .Select(z => new PlaceLine($"z:{z.Key.Consortium}/{z.Key.Zone}", z.Key.Zone!, PlaceGrain.Zone)),
            .. all.Where(i => i.Kind != InstitutionKind.GovernmentOffice && Sees([i], $"{i.Id}"))
                .Select(i => new PlaceLine($"{i.Id}", i.ShortName, PlaceGrain.Institution)),
        ];
    }
}
