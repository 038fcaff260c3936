using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Pools;

/// <summary>Someone asks for one of a pool.</summary>
/// <param name="Taker">the matter that will have it</param>
/// <param name="Entitled">of the group the share is kept for</param>
/// <param name="Number">the very one wished; null takes the first that fits</param>
/// <param name="Until">only held until then; null takes it for good</param>
/// <param name="Among">the ones that fit, where not all do; null takes any</param>
public sealed record Claim(
    Guid Pool,
    Guid Taker,
    bool Entitled,
    int? Number = null,
    DateTimeOffset? Until = null,
    IReadOnlyCollection<int>? Among = null
);

/// <summary>Takes from pools and gives back, inside the caller's transaction; never one unit twice, never a kept one to others.</summary>
public static class PoolDesk
{
    public static readonly Refusal SoldOut = Refusal.Conflict("sold-out", "已经约满，请换一个时间或登记候补");
    public static readonly Refusal KeptOnly = Refusal.Conflict("kept", "余下的是为基层和签约居民预留的，释放前不能给其他人");
    public static readonly Refusal Gone = Refusal.Conflict("taken", "这一个刚刚被别人约走，请另选一个");
    public static readonly Refusal Closed = Refusal.Conflict("closed", "已经停止预约，请另选时间");
    public static readonly Refusal Early = Refusal.Conflict("early", "还没有对公众开放，目前只有家庭医生和基层机构可以预约");

    /// <summary>A new pool with its units; the first ones carry the marks.</summary>
    public static Pool Open(Work work, PoolPlan plan)
    {
        var pool = new Pool
        {
            Id = plan.Id,
            Owner = plan.Owner,
            Line = plan.Line,
            Share = plan.Share,
            OpensAt = plan.OpensAt,
            ReleaseAt = plan.ReleaseAt,
            EndsAt = plan.EndsAt,
        };
        pool.Resize(plan.Capacity, 0);
        for (var number = 1; number <= plan.Capacity; number++)
            Add(work, plan.Id, number, number <= pool.Kept);
        return work.Add(pool);
    }

    public static async Task<Result<PoolUnit>> Take(Work work, Claim claim, CancellationToken ct)
    {
        var pool = await work.Db.FindAsync<Pool>([claim.Pool], ct);
        if (pool is null or { Closed: true })
            return Closed;
        if (!claim.Entitled && work.Now < pool.OpensAt)
            return Early;
        var released = pool.IsReleased(work.Now);
        var found = claim.Number is { } wished ? await Wished(work, wished, claim, released, ct) : await First(work, claim, released, ct);
        if (found.Refusal is null)
            found.Value.Give(claim.Taker, claim.Entitled, claim.Until);
        return found;
    }

    /// <summary>What was held becomes taken, or held on, for the same taker or the matter that follows it.</summary>
    public static async Task<Result<PoolUnit>> Settle(
        Work work,
        Guid unit,
        Guid holder,
        Guid taker,
        CancellationToken ct,
        DateTimeOffset? until = null
    )
    {
        if (await UnitLocks.ById(work, unit, ct) is not { } held || held.Taker != holder)
            return Gone;
        held.Give(taker, held.Entitled, until);
        return held;
    }

    /// <summary>Gives back what a taker has, to the first who waits for it or to everybody; nothing happens where they no longer have it.</summary>
    public static async Task<PoolUnit?> GiveBack(Work work, Guid unit, Guid taker, CancellationToken ct, UnitState to = UnitState.Free)
    {
        if (await UnitLocks.ById(work, unit, ct) is not { } taken || taken.Taker != taker)
            return null;
        if (taken is { Kept: true, Entitled: true } && await UnitLocks.EntitledOutside(work, taken.Pool, ct) is { } other)
            taken.Swap(other);
        taken.Leave(to);
        if (to == UnitState.Free)
            await Waiting.Offer(work, taken, ct);
        return taken;
    }

    /// <summary>The same taker goes to another unit of the pool; the mark goes along, so that the shares stand as they did.</summary>
    public static async Task<Result<PoolUnit>> Move(Work work, Guid unit, Guid to, Guid taker, UnitState leaves, CancellationToken ct)
    {
        if (
            await UnitLocks.ById(work, to, ct) is not { State: UnitState.Free } wished
            || await UnitLocks.ById(work, unit, ct) is not { IsOccupied: true } left
            || left.Taker != taker
            || left.Pool != wished.Pool
        )
            return Gone;
        wished.Give(taker, left.Entitled, left.HeldUntil);
        left.Leave(leaves);
        if (left.Kept != wished.Kept)
            left.Swap(wished);
        return wished;
    }

    /// <summary>What rested can be had again: the bed is clean.</summary>
    public static async Task<bool> Ready(Work work, Guid unit, CancellationToken ct)
    {
        if (await UnitLocks.ById(work, unit, ct) is not { State: UnitState.Resting } rested)
            return false;
        rested.Leave(UnitState.Free);
        return true;
    }

    /// <summary>The pool for one piece of work at a time: whoever must see all its units as they are asks for this first.</summary>
    public static async Task<Pool> Alone(Work work, Guid pool, CancellationToken ct)
    {
        var sql = "SELECT * FROM kernel_pool WHERE id = {0}" + (work.Db.IsSqlite ? "" : " FOR UPDATE");
        return (await work.Db.Set<Pool>().FromSql(FormattableStringFactory.Create(sql, pool)).ToListAsync(ct)).Single();
    }

    /// <summary>Offers to those who wait what is free now: there is more, or what kept it from them is gone.</summary>
    public static async Task Serve(Work work, Pool pool, CancellationToken ct)
    {
        if (!await work.Db.Set<Waiting>().AnyAsync(w => w.Line == pool.Line && w.Open, ct))
            return;
        await UnitLocks.All(work, pool.Id, ct);
        var units = work.Db.Set<PoolUnit>().Local.Where(u => u.Pool == pool.Id && u.State == UnitState.Free);
        foreach (var unit in units.OrderBy(u => u.Number).ToList())
            await Waiting.Offer(work, unit, ct);
    }

    internal static PoolUnit Add(Work work, Guid pool, int number, bool kept) =>
        work.Add(
            new PoolUnit
            {
                Id = work.NewId(),
                Pool = pool,
                Number = number,
                Kept = kept,
            }
        );

    private static async Task<Result<PoolUnit>> First(Work work, Claim claim, bool released, CancellationToken ct)
    {
        if (await UnitLocks.Next(work, claim, released, ct) is { } unit)
            return released || unit.Kept == claim.Entitled || claim.Among is null ? unit : await Across(work, unit, claim, ct);
        if (claim.Entitled || released || await UnitLocks.FreeWith(work, claim.Pool, kept: true, ct, claim.Among) is not { } kept)
            return SoldOut;
        return claim.Among is null ? KeptOnly : await Across(work, kept, claim, ct);
    }

    /// <summary>
    /// Whoever wishes a unit on the other side of the mark changes its mark with that of a free unit of their own side:
    /// a use by the entitled counts against the kept part first, and others may choose any time while their part is not used up.
    /// </summary>
    private static async Task<Result<PoolUnit>> Wished(Work work, int wished, Claim claim, bool released, CancellationToken ct)
    {
        if (await UnitLocks.ByNumber(work, claim.Pool, wished, ct) is not { State: UnitState.Free } unit)
            return Gone;
        return released || unit.Kept == claim.Entitled ? unit : await Across(work, unit, claim, ct);
    }

    /// <summary>A unit on the other side of the mark, which it changes with a free one of the taker's own side.</summary>
    private static async Task<Result<PoolUnit>> Across(Work work, PoolUnit unit, Claim claim, CancellationToken ct)
    {
        if (await UnitLocks.FreeWith(work, claim.Pool, claim.Entitled, ct) is { } partner)
            unit.Swap(partner);
        else if (!claim.Entitled)
            return KeptOnly;
        return unit;
    }
}
