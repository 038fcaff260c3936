namespace Yihe.Sharing.WaitingList;

/// <summary>Takes the time that was held from the waiting list, or keeps the bed until the patient comes.</summary>
internal static class TakeOffer
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, TakenOffer> Door = new("waiting.take", "确认候补到的号床", SharingRights.Book, Run);

    private static async Task<Result<TakenOffer>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Wait>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var wait = found.Value;
        if (Wait.Flow.Refuses(wait, WaitMove.Take, work.Actor) is { } illegal)
            return illegal;
        var resident = await ResidentDirectory.Known(work, wait.Resident, ct);
        var taken = await SharedKind.In(work).Single(k => k.IsBeds == wait.ForBed).Take(work, wait.Waiter, resident, ct);
        if (taken.Refusal is { } gone)
            return gone;
        await Wait.Flow.Make(work, wait, WaitMove.Take, ct);
        return await work.Commit(taken.Value, ct);
    }
}
