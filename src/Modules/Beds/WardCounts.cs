using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>How many beds of each ward are lain in, held and left: counted by the database, without loading a bed. GZ-49.</summary>
internal static class WardCounts
{
    /// <param name="Capacity">beds in use: open, held, occupied or being cleaned</param>
    /// <param name="Kept">how many of them the plan keeps</param>
    /// <param name="KeptFree">kept and empty</param>
    /// <param name="Mine">how many empty ones the asker's patients may have</param>
    /// <param name="Ours">the asker's institution runs it, alone or with others</param>
    /// <param name="Waiting">how many wait for a bed of it</param>
    internal sealed record Line(
        Guid Id,
        string Code,
        string Name,
        string Department,
        WardKind Kind,
        Selling Selling,
        InstitutionId Institution,
        string Institutions,
        int Capacity,
        int Occupied,
        int Held,
        int Free,
        int Cleaning,
        int Kept,
        int KeptFree,
        int Missing,
        int Mine,
        bool Ours,
        int Waiting
    );

    internal static async Task<List<Line>> Of(Work work, IReadOnlyList<Ward> wards, InstitutionId asker, CancellationToken ct)
    {
        var ids = wards.Select(w => w.Id).ToList();
        var pools = await work.Db.Set<Pool>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var units = await work
            .Db.Set<PoolUnit>()
            .Where(u => ids.Contains(u.Pool))
            .GroupBy(u => new
            {
                u.Pool,
                u.State,
                u.Kept,
            })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);
        var waiting = await work
            .Db.Set<Waiting>()
            .Where(w => ids.Contains(w.Line) && w.Open)
            .GroupBy(w => w.Line)
            .ToDictionaryAsync(g => g.Key, g => g.Count(), ct);
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var entitled = await Entitlement.Of(work, asker, ct);
        return [.. wards.Select(LineOf)];

        Line LineOf(Ward ward)
        {
            int Count(UnitState state, bool? kept = null) =>
                units.Where(u => u.Key.Pool == ward.Id && u.Key.State == state && (kept ?? u.Key.Kept) == u.Key.Kept).Sum(u => u.Count);
            var (pool, free, keptFree) = (pools[ward.Id], Count(UnitState.Free), Count(UnitState.Free, kept: true));
            return new(
                ward.Id,
                ward.Code,
                ward.Name,
                ward.Department,
                ward.Kind,
                ward.Selling,
                ward.Institution,
                string.Join("、", ward.Parties.Select(p => names[p])),
                pool.Capacity,
                Count(UnitState.Taken),
                Count(UnitState.Held),
                free,
                Count(UnitState.Resting),
                pool.Kept,
                keptFree,
                pool.Missing,
                entitled ? free : free - keptFree,
                ward.Parties.Contains(asker),
                waiting.GetValueOrDefault(ward.Id)
            );
        }
    }
}
