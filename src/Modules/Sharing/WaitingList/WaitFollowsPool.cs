using Yihe.Kernel.Pools;

namespace Yihe.Sharing.WaitingList;

/// <summary>The pool offered a time or a bed, or the offer ran out: the one who waits hears of it.</summary>
internal static class WaitFollowsPool
{
    internal static async Task Offered(Work work, PlaceOffered offered, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Wait>([offered.Waiting], ct) is not { State: WaitState.Waiting } wait)
            return;
        if (await work.Db.FindAsync<PoolUnit>([offered.Unit], ct) is not { } unit || unit.Taker != wait.Id)
            return;
        wait.Offered = await SharedKind.In(work).Single(k => k.IsBeds == wait.ForBed).Words(work, unit, ct);
        (wait.Unit, wait.Pool, wait.HeldUntil) = (unit.Id, offered.Pool, unit.HeldUntil);
        if (await Wait.Flow.Make(work, wait, WaitMove.Offer, ct) is null)
            await work.Commit(Done.Yes, ct);
    }

    internal static async Task Lapsed(Work work, HoldExpired expired, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Wait>([expired.Taker], ct) is not { State: WaitState.Offered } wait)
            return;
        if (await Wait.Flow.Make(work, wait, WaitMove.Lapse, ct) is null)
            await work.Commit(Done.Yes, ct);
    }
}
