using Yihe.Kernel.Data;

namespace Yihe.Kernel.Pools;

/// <summary>More or less capacity (加号、减号), one moment's picture of the pool: everyone waits while it is counted again.</summary>
public static class Resizing
{
    /// <summary>
    /// Sets the capacity. Only free units are withdrawn, from the last; what is taken stays. Answers how many marks are missing
    /// because others had already taken more than the new capacity leaves them: a breach to be recorded.
    /// </summary>
    /// <param name="back">of those withdrawn before, the ones that may come back; null where any may</param>
    public static async Task<Result<int>> Resize(
        Work work,
        Pool pool,
        int capacity,
        CancellationToken ct,
        IReadOnlyCollection<Guid>? back = null
    )
    {
        var all = await UnitLocks.All(work, pool.Id, ct);
        var units = all.Where(u => u.State != UnitState.Withdrawn).ToList();
        var surplus = units.Where(u => u.State == UnitState.Free).Reverse().Take(units.Count - capacity).ToList();
        if (units.Count - surplus.Count > capacity)
            return Refusal.Conflict("too-many-taken", $"已经约出 {units.Count - surplus.Count} 个，请先改约再减到 {capacity} 个");
        foreach (var unit in surplus)
            Withdraw(unit);
        units.RemoveAll(surplus.Contains);
        foreach (
            var unit in all.Where(u => u.State == UnitState.Withdrawn && back?.Contains(u.Id) != false)
                .Take(capacity - units.Count)
                .ToList()
        )
        {
            unit.Leave(UnitState.Free);
            units.Add(unit);
        }
        var number = all.Count;
        while (units.Count < capacity)
            units.Add(PoolDesk.Add(work, pool.Id, ++number, false));
        return Mark(pool, units);
    }

    /// <summary>Another part is kept from now on, opened and released at other times; what is taken stays. Answers the missing marks.</summary>
    public static async Task<int> Reshare(
        Work work,
        Pool pool,
        Fraction share,
        (DateTimeOffset OpensAt, DateTimeOffset? ReleaseAt) times,
        CancellationToken ct
    )
    {
        (pool.Share, pool.OpensAt, pool.ReleaseAt) = (share, times.OpensAt, times.ReleaseAt);
        return Mark(pool, [.. (await UnitLocks.All(work, pool.Id, ct)).Where(u => u.State != UnitState.Withdrawn)]);
    }

    /// <summary>Ends a pool; what is taken stays for its owner to move elsewhere.</summary>
    public static async Task<IReadOnlyList<PoolUnit>> Close(Work work, Pool pool, CancellationToken ct)
    {
        pool.Close();
        return [.. (await UnitLocks.All(work, pool.Id, ct)).Where(u => u.IsOccupied)];
    }

    /// <summary>A unit leaves the capacity or comes back (停用、启用); it must not be taken. Answers the missing marks.</summary>
    public static async Task<Result<int>> Block(Work work, Pool pool, Guid unit, bool blocked, CancellationToken ct)
    {
        var units = await UnitLocks.All(work, pool.Id, ct);
        if (units.FirstOrDefault(u => u.Id == unit) is not { IsOccupied: false } one)
            return PoolDesk.Gone;
        if (blocked)
            Withdraw(one);
        else
            one.Leave(UnitState.Free);
        return Mark(pool, [.. units.Where(u => u.State != UnitState.Withdrawn)]);
    }

    /// <summary>Lays marks that were missing once others have left; until all are there again the breach goes on.</summary>
    public static async Task Mend(Work work, Pool pool, CancellationToken ct)
    {
        if (pool.Missing > 0)
            Mark(pool, [.. (await UnitLocks.All(work, pool.Id, ct)).Where(u => u.State != UnitState.Withdrawn)]);
    }

    private static void Withdraw(PoolUnit unit)
    {
        unit.Leave(UnitState.Withdrawn);
        unit.Kept = false;
    }

    /// <summary>Lays the marks anew: on the entitled first, then on free units, never under others.</summary>
    private static int Mark(Pool pool, List<PoolUnit> units)
    {
        var kept = pool.Share.CeilingOf(units.Count);
        var fit = units
            .Where(u => !u.IsOccupied || u.Entitled)
            .OrderByDescending(u => u.IsOccupied)
            .ThenByDescending(u => u.Kept)
            .ThenBy(u => u.Number)
            .Take(kept)
            .ToHashSet();
        foreach (var unit in units)
            unit.Kept = fit.Contains(unit);
        pool.Resize(units.Count, kept - fit.Count);
        return kept - fit.Count;
    }
}
