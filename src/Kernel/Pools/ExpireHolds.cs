using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Pools;

/// <summary>A hold ran out and the unit is free again; whoever had it looks for another.</summary>
public sealed record HoldExpired(Guid Taker, Guid Unit, Guid Pool);

/// <summary>Holds end by themselves when their time is up (预占到时释放).</summary>
public static class ExpireHolds
{
    private const int AtOnce = 50;

    public static readonly Change<Done, Done> Door = new("holds.expire", "预占到时释放", Permission.Platform, Run);

    internal static async Task<bool> IsDue(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await Over(db, platform.Time.Instant()).AnyAsync(ct);
    }

    private static IQueryable<PoolUnit> Over(AppDb db, DateTimeOffset now) =>
        db.Set<PoolUnit>().Where(u => u.HeldUntil != null && u.HeldUntil <= now);

    private static async Task<Result<Done>> Run(Work work, Done input, CancellationToken ct)
    {
        var due = await Over(work.Db, work.Now).OrderBy(u => u.HeldUntil).Select(u => u.Id).Take(AtOnce).ToListAsync(ct);
        var expired = 0;
        foreach (var id in due)
            if (await UnitLocks.ById(work, id, ct) is { Taker: { } taker } held && held.HeldUntil <= work.Now)
            {
                await PoolDesk.GiveBack(work, id, taker, ct);
                work.Publish(new HoldExpired(taker, id, held.Pool));
                expired++;
            }
        return expired == 0 ? Done.Yes : await work.Commit(Done.Yes, ct);
    }
}
