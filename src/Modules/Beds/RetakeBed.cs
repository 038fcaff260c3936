using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>The bed that the hospital would not have is changed for the next, with one click in the same inbox item. QJ-39.</summary>
internal static class RetakeBed
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, BedOutcomeLine> Door = new("bed.retake", "改到下一张", Rights.Hold, Run);

    private static async Task<Result<BedOutcomeLine>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<BedStay>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var stay = found.Value;
        if (BedStayFlow.Of(stay).Refuses(stay, BedStayMove.Retake, work.Actor) is { } illegal)
            return illegal;
        var ward = (await work.Db.FindAsync<Ward>([stay.Ward], ct))!;
        var until = work.Now.AddHours(work.Platform.Blueprints.At<AccessSection>(work.Now).Beds.HoldHours);
        var claim = new Claim(ward.Id, stay.Id, await Entitlement.Of(work, stay.From, ct), null, until);
        var taken = await BedChoice.Claim(work, ward, claim, stay.Next, stay.Need, ct);
        if (taken.Refusal is { } gone)
            return gone;
        stay.Lie(ward, taken.Value.Id, taken.Value.Number);
        stay.Hold(until);
        await Bedding.Relate(work, stay, ward, ct);
        return await Bedding.Move(work, stay, BedStayMove.Retake, ct) is { } no ? no : await BedOutcomeLine.Commit(work, stay, ct);
    }

    /// <summary>The hospital's own system will not have it: the bed goes back, and beside the reason stands the next.</summary>
    internal static async Task<Refusal?> Refuse(Work work, BedStay stay, string reason, CancellationToken ct)
    {
        if (BedStayFlow.Of(stay).Refuses(stay, BedStayMove.Refuse, work.Actor) is { } illegal)
            return illegal;
        await Bedding.Vacate(work, stay, ct, UnitState.Free);
        var ward = (await work.Db.FindAsync<Ward>([stay.Ward], ct))!;
        var entitled = await Entitlement.Of(work, stay.From, ct);
        var next = await BedChoice.Free(work, ward, entitled, stay.Need, ct, but: stay.Bed);
        stay.Refuse(work.Now, next?.Id, $"{stay.Where}{reason}；{(next is null ? "本病区没有其他合适的空床" : $"可改到 {next.No} 床")}");
        return await Bedding.Move(work, stay, BedStayMove.Refuse, ct);
    }
}
