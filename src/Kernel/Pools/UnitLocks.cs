using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Yihe.Kernel.Pools;

/// <summary>
/// Finds units and locks them for the rest of the transaction. On PostgreSQL takers step over each other's rows instead of
/// waiting for one counter; on SQLite there is one writer at a time and nothing to lock.
/// </summary>
internal static class UnitLocks
{
    private const int Tries = 5;
    private const string Free = "pool = {0} AND state = 'Free'";

    /// <summary>
    /// The first free unit for a taker. None free may only mean that someone else is about to take or to give back:
    /// before answering "sold out" it looks again and waits for them.
    /// </summary>
    internal static async Task<PoolUnit?> Next(Work work, Claim claim, bool released, CancellationToken ct)
    {
        var any = claim.Entitled || released;
        var fit = (any ? Free : $"{Free} AND NOT kept") + Of(claim.Among);
        var order = claim.Entitled && !released ? "kept DESC, number" : "number";
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await One(work, $"{fit} ORDER BY {order}", wait: attempt > 1, ct, claim.Pool) is { } unit)
                return unit;
            if (work.Db.IsSqlite || !await AnyLeft(work, claim, any, ct))
                return null;
        }
        return null;
    }

    /// <summary>A free unit whose mark may change places with that of a wished one.</summary>
    internal static Task<PoolUnit?> FreeWith(
        Work work,
        Guid pool,
        bool kept,
        CancellationToken ct,
        IReadOnlyCollection<int>? among = null
    ) => One(work, $"{Free} AND {(kept ? "kept" : "NOT kept")}{Of(among)} ORDER BY number DESC", wait: false, ct, pool);

    /// <summary>An entitled taker who sits outside the kept part because it was full when they came.</summary>
    internal static Task<PoolUnit?> EntitledOutside(Work work, Guid pool, CancellationToken ct) =>
        One(work, "pool = {0} AND state IN ('Held', 'Taken') AND entitled AND NOT kept ORDER BY number", wait: false, ct, pool);

    internal static Task<PoolUnit?> ById(Work work, Guid unit, CancellationToken ct) => One(work, "id = {0}", wait: true, ct, unit);

    internal static Task<PoolUnit?> ByNumber(Work work, Guid pool, int number, CancellationToken ct) =>
        One(work, "pool = {0} AND number = {1}", wait: true, ct, pool, number);

    internal static async Task<List<PoolUnit>> All(Work work, Guid pool, CancellationToken ct) =>
        await Query(work, "pool = {0} ORDER BY number" + (work.Db.IsSqlite ? "" : " FOR UPDATE"), pool).ToListAsync(ct);

    private static async Task<PoolUnit?> One(Work work, string where, bool wait, CancellationToken ct, params object[] values)
    {
        var locking =
            work.Db.IsSqlite ? ""
            : wait ? " FOR UPDATE"
            : " FOR UPDATE SKIP LOCKED";
        return (await Query(work, $"{where} LIMIT 1{locking}", values).ToListAsync(ct)).FirstOrDefault();
    }

    /// <summary>The conditions are constants of this file; what comes from outside is a parameter.</summary>
    private static IQueryable<PoolUnit> Query(Work work, string where, params object[] values) =>
        work.Db.Set<PoolUnit>().FromSql(FormattableStringFactory.Create($"SELECT * FROM kernel_pool_unit WHERE {where}", values));

    /// <summary>Numbers are whole numbers of our own; nothing from outside becomes text of the query.</summary>
    private static string Of(IReadOnlyCollection<int>? among) => among is null ? "" : $" AND number IN ({string.Join(',', among)})";

    private static Task<bool> AnyLeft(Work work, Claim claim, bool marked, CancellationToken ct)
    {
        var free = work.Db.Set<PoolUnit>().Where(u => u.Pool == claim.Pool && u.State == UnitState.Free && (marked || !u.Kept));
        return (claim.Among is { } among ? free.Where(u => among.Contains(u.Number)) : free).AnyAsync(ct);
    }
}
