using Yihe.Access.Appointments;
using Yihe.Access.Wards;

namespace Yihe.Access.WaitingList;

/// <summary>Takes the time that was held from the waiting list, or keeps the bed until the patient comes.</summary>
internal static class TakeOffer
{
    internal sealed record Input(Guid Id);

    internal sealed record Outcome(Guid Id, string State);

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Change<Input, Outcome>(
        "waiting.take",
        "确认候补到的号床",
        Rights.Book,
        Run
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Wait>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var wait = found.Value;
        if (Wait.Flow.Refuses(wait, WaitMove.Take, work.Actor) is { } illegal)
            return illegal;
        var resident = await ResidentDirectory.Known(work, wait.Resident, ct);
        var taken = wait.ForBed ? await Bed(work, wait, resident, ct) : await Time(work, wait, resident, ct);
        if (taken.Refusal is { } gone)
            return gone;
        await Wait.Flow.Make(work, wait, WaitMove.Take, ct);
        return await work.Commit(taken.Value, ct);
    }

    private static async Task<Result<Outcome>> Time(Work work, Wait wait, ResidentCard resident, CancellationToken ct)
    {
        var taken = await Booking.Take(work, new(wait.Pool!.Value, null, resident, wait.From), ct, (wait.Unit!.Value, wait.Id));
        if (taken.Refusal is { } gone)
            return gone;
        var entered = await BookSlot.Entered(work, taken.Value, ct);
        return new Outcome(entered.Id, entered.State);
    }

    private static async Task<Result<Outcome>> Bed(Work work, Wait wait, ResidentCard resident, CancellationToken ct)
    {
        var ward = (await work.Db.FindAsync<Ward>([wait.Line], ct))!;
        var until = work.Now.AddHours(work.Platform.Blueprints.At<AccessSection>(work.Now).Beds.HoldHours);
        var wish = new BedWish(
            ward,
            resident,
            wait.From,
            null,
            wait.Isolation,
            until,
            Course: await HoldBed.RunningCourse(work, wait.Resident, ct)
        );
        return (await Bedding.Take(work, wish, ct, (wait.Unit!.Value, wait.Id))).To(stay => new Outcome(stay.Id, stay.Stands));
    }
}
