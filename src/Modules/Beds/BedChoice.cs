using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>What a patient asks of a bed.</summary>
internal readonly record struct BedNeed(Sex Sex, bool Isolation);

/// <summary>Finds the bed that suits: its limits, those of its room, the kept share, and one bed for one person.</summary>
internal static class BedChoice
{
    private static readonly Refusal NoneLeft = Refusal.Conflict("sold-out", "这个病区没有合适的空床，请换病区，或登记候补");
    private static readonly Refusal KeptOnly = Refusal.Conflict("kept", "余下的床位是为基层和签约居民预留的，不能收其他患者");
    private static readonly Refusal Gone = Refusal.Conflict("taken", "这张床刚刚被占用或停用，请另选一张");
    private static readonly Refusal Unsuited = Refusal.Conflict(
        "unsuited",
        "这张床限收的性别、同室患者的性别或隔离要求与患者不符，请另选一张"
    );

    /// <summary>A bed that suits, asked for by one at a time, as a room's limit is that of who lies there.</summary>
    internal static async Task<Result<PoolUnit>> Claim(Work work, Ward ward, Claim claim, Guid? bed, BedNeed need, CancellationToken ct)
    {
        await PoolDesk.Alone(work, ward.Id, ct);
        var rooms = await Rooms.In(work, ward, ct, claim.Taker);
        var beds = rooms.Open.Where(b => bed == null || b.Id == bed).ToList();
        if (beds.Count == 0)
            return bed is null ? NoneLeft : Gone;
        var fit = beds.Where(b => rooms.Suit(b, need)).Select(b => b.No).ToList();
        if (fit.Count == 0)
            return bed is null ? NoneLeft : Unsuited;
        var taken = await PoolDesk.Take(work, bed is null ? claim with { Among = fit } : claim with { Number = fit[0] }, ct);
        return taken.Refusal is not { } refusal ? taken
            : refusal == PoolDesk.KeptOnly ? KeptOnly
            : bed is null ? NoneLeft
            : Gone;
    }

    /// <summary>A free bed that suits, for those who would take it now.</summary>
    internal static async Task<Bed?> Free(Work work, Ward ward, bool entitled, BedNeed need, CancellationToken ct, Guid? but = null)
    {
        var rooms = await Rooms.In(work, ward, ct);
        var units = await work.Db.Set<PoolUnit>().Where(u => u.Pool == ward.Id && u.State == UnitState.Free).ToListAsync(ct);
        var free = units.Where(u => (entitled || !u.Kept) && u.Id != but).Select(u => u.Id).ToHashSet();
        return rooms.Open.FirstOrDefault(b => free.Contains(b.Id) && rooms.Suit(b, need));
    }

    /// <summary>Other wards of the same department with beds for whoever was refused.</summary>
    internal static async Task<IReadOnlyList<Alternative>> Instead(Work work, BedWish wish, CancellationToken ct)
    {
        var ward = wish.Ward;
        var wards = await work
            .Db.Set<Ward>()
            .AsNoTracking()
            .Where(w => w.Department == ward.Department && w.Kind == ward.Kind)
            .ToListAsync(ct);
        return
        [
            .. from line in await WardCounts.Of(work, wards, wish.From, ct)
            where line.Mine > 0 && line.Id != ward.Id
            let href = wish.Matter is null ? $"/wards/{line.Id}?resident={wish.Resident.Id}" : null
            select new Alternative(line.Id, work.Now, $"{line.Institutions} {line.Name}，空 {line.Mine}", href),
        ];
    }

    /// <summary>Another bed of the same ward, that suits.</summary>
    internal static async Task<Result<PoolUnit>> Shift(Work work, BedStay stay, Ward ward, Guid bed, CancellationToken ct)
    {
        await PoolDesk.Alone(work, ward.Id, ct);
        var rooms = await Rooms.In(work, ward, ct, stay.Id);
        if (rooms.Open.FirstOrDefault(b => b.Id == bed) is not { } wished)
            return Gone;
        if (!rooms.Suit(wished, stay.Need))
            return Unsuited;
        var moved = await PoolDesk.Move(work, stay.Bed, bed, stay.Id, UnitState.Resting, ct);
        return moved.Refusal is null ? moved : Gone;
    }
}
