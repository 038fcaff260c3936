namespace Yihe.DataQuality;

/// <summary>Finds what was told twice, in the database: a large region has too many rows of a month to remember them.</summary>
internal static class Doubles
{
    /// <summary>Unit → how many rows it has too many.</summary>
    internal static async Task<IReadOnlyDictionary<Unit, long>> Of(AppDb db, Check check, Period month)
    {
        var (from, until) = check.Span(month);
        var groups = await db.Set<Fact>()
            .AsNoTracking()
            .Where(f => f.Kind == check.Fact && f.Day >= from && f.Day < until && f.Person != null)
            .GroupBy(f => new
            {
                f.Institution,
                f.Source,
                f.Person,
                f.Day,
                f.Word1,
                f.Word2,
                f.Word3,
                f.Word4,
                f.Word5,
                f.Number1,
                f.Number2,
                f.Number3,
                f.Number4,
            })
            .Select(g => new
            {
                g.Key.Institution,
                g.Key.Source,
                Standing = g.Sum(f => f.Sign),
            })
            .Where(g => g.Standing > 1)
            .ToListAsync();
        return groups.GroupBy(g => new Unit(g.Institution, g.Source)).ToDictionary(g => g.Key, g => g.Sum(d => (long)d.Standing - 1));
    }

    /// <summary>What makes two facts the same but for their reference.</summary>
    internal static object ContentOf(Fact f) =>
        (f.Person, f.Day, (f.Word1, f.Word2, f.Word3, f.Word4, f.Word5), (f.Number1, f.Number2, f.Number3, f.Number4));
}
