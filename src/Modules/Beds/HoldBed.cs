using System.ComponentModel.DataAnnotations;

namespace Yihe.Beds;

/// <summary>Keeps a bed of any member's ward for a resident, until a moment the plan sets. QJ-39, GZ-51.</summary>
internal static class HoldBed
{
    internal sealed record Input(
        [property: Display(Name = "病区")] Guid Ward,
        [property: Display(Name = "居民")] ResidentId Resident,
        [property: Display(Name = "床位")] Guid? Bed = null,
        [property: Display(Name = "需要隔离")] bool Isolation = false
    );

    internal sealed record Outcome(Guid Id, Guid Bed, int No, string Where, DateTimeOffset Until);

    internal static readonly Change<Input, Outcome> Door = new("bed.hold", "预占床位", Rights.Hold, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var resident = await ResidentDirectory.Find(work, input.Resident, ct);
        if (resident.Refusal is { } unknown)
            return unknown;
        if (await work.Db.FindAsync<Ward>([input.Ward], ct) is not { } ward)
            return Refusal.Invalid("ward", "没有找到这个病区，请从床位池重新选择");
        var until = work.Now.AddHours(work.Platform.Blueprints.At<AccessSection>(work.Now).Beds.HoldHours);
        var wish = new BedWish(ward, resident.Value, work.Actor.Institution, input.Bed, input.Isolation, until);
        var taken = await Bedding.Take(work, wish with { Course = await RunningCourse(work, input.Resident, ct) }, ct);
        if (taken.Refusal is { } refusal)
            return refusal;
        var stay = taken.Value;
        return await work.Commit(new Outcome(stay.Id, stay.Bed, stay.No, stay.Where, until), ct);
    }

    /// <summary>Whoever lies elsewhere and is to come here goes on in the same course. QJ-39.</summary>
    internal static async Task<Guid?> RunningCourse(Work work, ResidentId resident, CancellationToken ct)
    {
        var ids = await OnePerson.Ids(work, resident, ct);
        var lying = work.Db.Set<BedStay>().Where(s => ids.Contains(s.Resident) && s.State == BedStayState.In);
        return await lying.Select(s => (Guid?)s.Course).FirstOrDefaultAsync(ct);
    }
}

/// <summary>The held bed is not needed after all.</summary>
internal static class GiveUpBed
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, Done> Door = new("bed.give-up", "退床", Rights.Hold, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<BedStay>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (BedStayFlow.Of(found.Value).Refuses(found.Value, BedStayMove.GiveUp, work.Actor) is { } illegal)
            return illegal;
        return await Bedding.Release(work, found.Value, BedStayMove.GiveUp, ct) is { } no ? no : await work.Commit(Done.Yes, ct);
    }
}

/// <summary>The time of a held bed is up: the bed is free already, the stay that was to be ends. The platform's own.</summary>
internal static class LapseOnHoldExpired
{
    internal static async Task Run(Work work, Kernel.Pools.HoldExpired expired, CancellationToken ct)
    {
        if (await work.Db.FindAsync<BedStay>([expired.Taker], ct) is not { State: BedStayState.Held or BedStayState.Confirming } stay)
            return;
        await Bedding.Release(work, stay, BedStayMove.Lapse, ct);
        await work.Commit(Done.Yes, ct);
    }
}
