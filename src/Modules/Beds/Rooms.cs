using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>
/// The beds of a ward by room, and whom each may take now: once one sex lies in a room, or a bed there is held for it,
/// the other beds of that room take only that one. At home there are no rooms.
/// </summary>
internal sealed class Rooms(IReadOnlyList<Bed> beds, IReadOnlyDictionary<string, BedSex> lie)
{
    internal IReadOnlyList<Bed> All => beds;

    /// <summary>The beds in use, by number.</summary>
    internal IEnumerable<Bed> Open => beds.Where(b => b.BlockedFor is null);

    /// <summary>The limit that holds now: the bed's own, or that of the room it stands in.</summary>
    internal BedSex LimitOf(Bed bed) => bed.Sex == BedSex.Any ? lie.GetValueOrDefault(bed.Room) : bed.Sex;

    internal bool Suit(Bed bed, BedNeed need) =>
        bed.Isolation == need.Isolation && LimitOf(bed) is var limit && (limit == BedSex.Any || limit == Of(need.Sex));

    /// <param name="but">a taker who does not bind the room, as they are about to leave it</param>
    internal static async Task<Rooms> In(Work work, Ward ward, CancellationToken ct, Guid? but = null)
    {
        var beds = await work.Db.Set<Bed>().Where(b => b.Ward == ward.Id).OrderBy(b => b.No).ToListAsync(ct);
        if (ward.Kind == WardKind.Home)
            return new(beds, new Dictionary<string, BedSex>());
        var sexes = await Sexes(work, ward.Id, ct);
        var units = await work.Db.Set<PoolUnit>().Where(u => u.Pool == ward.Id).ToListAsync(ct);
        var lie = new Dictionary<string, BedSex>();
        var rooms = beds.ToDictionary(b => b.Id, b => b.Room);
        foreach (var unit in units.Where(u => u.Taker is not null && u.Taker != but))
            if (sexes.TryGetValue(unit.Taker!.Value, out var sex) && rooms.TryGetValue(unit.Id, out var room))
                lie[room] = Of(sex);
        return new(beds, lie);
    }

    /// <summary>Whether a bed given back suits one who waits for it; what is no bed suits anybody.</summary>
    internal static async Task<bool> Suits(Work work, PoolUnit unit, Guid waiting, CancellationToken ct)
    {
        if (await WaitingLines.Find(work, waiting, ct) is not { ForBed: true } wait)
            return true;
        await PoolDesk.Alone(work, unit.Pool, ct);
        var bed = (await work.Db.FindAsync<Bed>([unit.Id], ct))!;
        var rooms = await In(work, (await work.Db.FindAsync<Ward>([unit.Pool], ct))!, ct);
        return rooms.Suit(bed, new(wait.Sex, wait.Isolation));
    }

    /// <summary>Who has a bed of the ward, or is offered one.</summary>
    private static async Task<Dictionary<Guid, Sex>> Sexes(Work work, Guid ward, CancellationToken ct)
    {
        var stays = await work
            .Db.Set<BedStay>()
            .Where(s => s.Ward == ward)
            .Where(BedStay.Live)
            .Select(s => KeyValuePair.Create(s.Id, s.Sex))
            .ToListAsync(ct);
        return stays.Concat(await WaitingLines.Sexes(work, ward, ct)).ToDictionary();
    }

    private static BedSex Of(Sex sex) => sex == Sex.Male ? BedSex.Male : BedSex.Female;
}
