using Yihe.Kernel.Pools;
using Yihe.Sharing.Allotments;

namespace Yihe.Beds;

/// <summary>Beds of wards as what people wait for and hospitals' own systems hand over. QJ-38, QJ-39.</summary>
internal sealed record BedsShared() : SharedKind(IsBeds: true)
{
    public override async Task<SharedLine?> Line(Work work, Guid line, CancellationToken ct) =>
        await work.Db.FindAsync<Ward>([line], ct) is { } ward ? new(ward.Name, [.. ward.Parties]) : null;

    public override async Task<Refusal?> NeedNotWait(Work work, Guid line, ResidentCard resident, bool isolation, CancellationToken ct)
    {
        var there = work.Db.Set<BedStay>().Where(s => s.Ward == line && s.Resident == resident.Id);
        if (await there.Where(BedStay.Live).AnyAsync(ct))
            return Refusal.Conflict("there-already", "这位居民在这个病区已有床位，不必候补");
        var ward = (await work.Db.FindAsync<Ward>([line], ct))!;
        var entitled = await Entitlement.Of(work, work.Actor.Institution, ct);
        return await BedChoice.Free(work, ward, entitled, new(resident.Sex, isolation), ct) is { } free
            ? Refusal.Conflict("free", $"{free.No} 床空着且合适，请直接预占或入住，不必候补")
            : null;
    }

    public override Task<string> Words(Work work, PoolUnit unit, CancellationToken ct) => Task.FromResult($"{unit.Number} 床");

    /// <summary>The bed is kept on until the patient comes.</summary>
    public override async Task<Result<TakenOffer>> Take(Work work, Waiter waiter, ResidentCard resident, CancellationToken ct)
    {
        var ward = (await work.Db.FindAsync<Ward>([waiter.Pool!.Value], ct))!;
        var until = work.Now.AddHours(work.Platform.Blueprints.At<AccessSection>(work.Now).Beds.HoldHours);
        var course = await HoldBed.RunningCourse(work, waiter.Resident, ct);
        var wish = new BedWish(ward, resident, waiter.From, null, waiter.Isolation, until, Course: course);
        return (await Bedding.Take(work, wish, ct, (waiter.Unit!.Value, waiter.Id))).To(stay => new TakenOffer(stay.Id, stay.Stands));
    }

    public override async Task<IAllotted?> Taking(Work work, Guid id, CancellationToken ct) => await work.Db.FindAsync<BedStay>([id], ct);

    public override async Task<Refusal?> Answer(Work work, IAllotted taking, string? refused, CancellationToken ct)
    {
        var stay = (BedStay)taking;
        return stay.State == (refused is null ? BedStayState.Held : BedStayState.Refused) ? null
            : refused is null ? await Bedding.Move(work, stay, BedStayMove.Confirm, ct)
            : await RetakeBed.Refuse(work, stay, refused, ct);
    }

    public override IQueryable<AllotmentCount> Asked(Work work, DateTimeOffset since) =>
        work
            .Db.Set<BedStay>()
            .Where(s => s.Selling == Selling.Allotted && s.AskedAt > since)
            .GroupBy(s => s.To)
            .Select(g => new AllotmentCount(g.Key, g.Count(), g.Count(s => s.RefusedAt != null)));
}
