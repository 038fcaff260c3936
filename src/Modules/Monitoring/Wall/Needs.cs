namespace Yihe.Monitoring.Wall;

/// <summary>So much waits: all of it, what is due by tonight, what is late.</summary>
internal sealed record Waiting(string Name, int All, int Today, int Overdue);

/// <summary>What needs whom today (今天要办), as counts alone: by what is asked, and where most of it waits.</summary>
internal sealed record Needs(Waiting Total, IReadOnlyList<Waiting> Asks, IReadOnlyList<Waiting> Institutions)
{
    private const int MostLines = 5;

    internal static readonly Needs None = new(new("", 0, 0, 0), [], []);

    internal static async Task<Needs> Of(Work work, Place place, CancellationToken ct)
    {
        var (now, tonight) = (work.Now, work.Today.AddDays(1).Start());
        var open = await work
            .Db.Set<WorkItem>()
            .AsNoTracking()
            .Where(i => i.Open)
            .GroupBy(i => new { i.Institution, i.Asks })
            .Select(g => new Part(
                g.Key.Institution,
                g.Key.Asks,
                g.Count(),
                g.Count(i => i.DueAt < tonight && i.DueAt >= now),
                g.Count(i => i.DueAt < now)
            ))
            .ToListAsync(ct);
        var names = (await InstitutionDirectory.All(work, ct)).Where(i => Has(place, i)).ToDictionary(i => i.Id, i => i.ShortName);
        var here = open.Where(p => names.ContainsKey(p.Institution)).ToList();
        return new(Sum("", here), Lines(here.GroupBy(p => p.Asks)), Lines(here.GroupBy(p => names[p.Institution])));
    }

    private static bool Has(Place place, InstitutionCard card) =>
        place.Holds(new Seat(card.Id, card.Kind, card.Level, card.Consortium, card.Zone, card.Role));

    private sealed record Part(InstitutionId Institution, string Asks, int All, int Today, int Overdue);

    private static List<Waiting> Lines(IEnumerable<IGrouping<string, Part>> groups) =>
        [
            .. groups
                .Select(g => Sum(g.Key, g))
                .OrderByDescending(w => w.Overdue)
                .ThenByDescending(w => w.Today)
                .ThenByDescending(w => w.All)
                .ThenBy(w => w.Name, StringComparer.Ordinal)
                .Take(MostLines),
        ];

    private static Waiting Sum(string name, IEnumerable<Part> parts) =>
        parts.Aggregate(new Waiting(name, 0, 0, 0), (w, p) => new(name, w.All + p.All, w.Today + p.Today, w.Overdue + p.Overdue));
}
