using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>Who needs a bed of a ward, and on whose behalf.</summary>
/// <param name="Bed">the very one wished; null takes the first that suits</param>
/// <param name="From">the institution whose patient it is: it decides whether the kept share is open to them</param>
/// <param name="Until">only held until then; null takes it at once</param>
internal sealed record BedWish(
    Ward Ward,
    ResidentCard Resident,
    InstitutionId From,
    Guid? Bed,
    bool Isolation,
    DateTimeOffset? Until = null,
    Guid? Matter = null,
    Guid? Course = null
);

/// <summary>Gives beds and takes them back, and what goes with that: the encounter, who may look, who is told.</summary>
internal static class Bedding
{
    private static readonly Refusal HeldAlready = Refusal.Conflict("held-already", "这位居民在这个病区已有预占的床位，请办理入住或先退床");
    private static readonly Refusal AskFirst = Refusal.Conflict(
        "allotted",
        "这个病区的床由医院自己的系统分配，请先预占，院内确认后办理入住"
    );
    private static readonly Refusal HoldOver = Refusal.Conflict("hold-over", "预占已经到期，床位已释放，请重新安排");

    /// <summary>A new stay with its bed, held or taken; <paramref name="offered"/> is what was held before, and for whom.</summary>
    internal static async Task<Result<BedStay>> Take(
        Work work,
        BedWish wish,
        CancellationToken ct,
        (Guid Unit, Guid Holder)? offered = null
    )
    {
        if (wish is { Until: null, Ward.Selling: Selling.Allotted })
            return AskFirst;
        var same = work.Db.Set<BedStay>().Where(s => s.Resident == wish.Resident.Id && s.Ward == wish.Ward.Id);
        if (await same.Where(BedStay.Live).AnyAsync(s => s.State != BedStayState.In, ct))
            return HeldAlready;
        var id = work.NewId();
        var claim = new Claim(wish.Ward.Id, id, await Entitlement.Of(work, wish.From, ct), null, wish.Until);
        var unit = offered is { } held
            ? await PoolDesk.Settle(work, held.Unit, held.Holder, id, ct, wish.Until)
            : await BedChoice.Claim(work, wish.Ward, claim, wish.Bed, new(wish.Resident.Sex, wish.Isolation), ct);
        if (unit.Refusal is { } refusal)
            return refusal with { Alternatives = await BedChoice.Instead(work, wish, ct) };
        var stay = work.Add(Make(work, id, wish));
        stay.Hold(wish.Until);
        stay.Lie(wish.Ward, unit.Value.Id, unit.Value.Number);
        await BedStayFlow.Of(stay).Enter(work, stay, ct);
        Allotted.Tell(work, stay);
        await Relate(work, stay, wish.Ward, ct);
        return stay;
    }

    /// <summary>
    /// The patient is in bed: the encounter opens, or goes on that a referral opened, or that began in another
    /// institution's ward which arranged this bed. QJ-39.
    /// </summary>
    internal static async Task<Refusal?> Come(
        Work work,
        BedStay stay,
        BedStayMove move,
        IReadOnlyList<string> diagnoses,
        CancellationToken ct,
        Guid? encounter = null
    )
    {
        var ids = await OnePerson.Ids(work, stay.Resident, ct);
        var there = work.Db.Set<BedStay>().Where(s => ids.Contains(s.Resident) && s.State == BedStayState.In);
        var other = await there.FirstOrDefaultAsync(ct);
        if (other is not null && (encounter is not null || !await GoesOn(work, other, stay, ct)))
            return Refusal.Conflict("in-already", $"这位居民正住在{other.Where}，请先转床或出院");
        if (stay.HeldUntil is not null && (await PoolDesk.Settle(work, stay.Bed, stay.Id, stay.Id, ct)).Refusal is not null)
            return HoldOver;
        var ward = (await work.Db.FindAsync<Ward>([stay.Ward], ct))!;
        if (other is not null)
            encounter = await MoveOn(work, other, stay, ct);
        encounter ??= await ResidentRecord.OpenStay(
            work,
            stay.Resident,
            EncounterKind.Inpatient,
            stay.Course,
            ward.Department,
            diagnoses,
            ct
        );
        stay.Come(work.Now, encounter.Value, diagnoses);
        await BedFacts.Taken(work, stay, ct);
        return await Move(work, stay, move, ct);
    }

    /// <summary>Held by those who care for the patient now, in a ward of the same consortium.</summary>
    private static async Task<bool> GoesOn(Work work, BedStay other, BedStay stay, CancellationToken ct) =>
        stay.HeldUntil is not null
        && other.IsAt(stay.From)
        && await InstitutionDirectory.Find(work, other.To, ct) is { } here
        && await InstitutionDirectory.Find(work, stay.To, ct) is { } there
        && here.BondTo(there, null) == Bond.Group;

    /// <summary>Leaves the bed for one elsewhere; the encounter goes on there, and those who sent the patient see on.</summary>
    private static async Task<Guid?> MoveOn(Work work, BedStay other, BedStay stay, CancellationToken ct)
    {
        await Vacate(work, other, ct);
        other.Leave(work.Now, other.Diagnoses);
        await End(work, other, BedStayMove.MoveOn, ct);
        await ResidentRecord.GoOn(work, other.Encounter, stay.To, ct);
        await ResidentDirectory.Relate(work, stay.Resident, other.To, CareKind.Visit, stay.Id, ct);
        return other.Encounter;
    }

    /// <summary>The hold is over without the patient having come.</summary>
    internal static async Task<Refusal?> Release(Work work, BedStay stay, BedStayMove move, CancellationToken ct)
    {
        await Vacate(work, stay, ct, UnitState.Free);
        return await End(work, stay, move, ct);
    }

    /// <summary>The bed is left and waits to be cleaned; missing marks may come back, and its room may suit others who wait.</summary>
    internal static async Task Vacate(Work work, BedStay stay, CancellationToken ct, UnitState to = UnitState.Resting)
    {
        var pool = await PoolDesk.Alone(work, stay.Ward, ct);
        await PoolDesk.GiveBack(work, stay.Bed, stay.Id, ct, to);
        await Resizing.Mend(work, pool, ct);
        await PoolDesk.Serve(work, pool, ct);
    }

    internal static async Task<Refusal?> End(Work work, BedStay stay, BedStayMove move, CancellationToken ct)
    {
        await ResidentDirectory.Unrelate(
            work,
            stay.Id,
            TimeSpan.FromHours(work.Platform.Blueprints.Of<AccessSection>(stay.Blueprint).AfterlookHours),
            ct
        );
        return await Move(work, stay, move, ct);
    }

    internal static async Task<Refusal?> Move(Work work, BedStay stay, BedStayMove move, CancellationToken ct)
    {
        if (await BedStayFlow.Of(stay).Make(work, stay, move, ct) is { } illegal)
            return illegal;
        if (move is not (BedStayMove.Confirm or BedStayMove.Refuse))
            Allotted.Tell(work, stay);
        return null;
    }

    /// <summary>The institutions that run the ward see whom they care for.</summary>
    internal static async Task Relate(Work work, BedStay stay, Ward ward, CancellationToken ct)
    {
        foreach (var institution in ward.Parties)
            await ResidentDirectory.Relate(work, stay.Resident, institution, CareKind.Visit, stay.Id, ct);
    }

    private static BedStay Make(Work work, Guid id, BedWish wish) =>
        new()
        {
            Id = id,
            From = wish.From,
            By = work.Actor.Account,
            Resident = wish.Resident.Id,
            Person = wish.Resident.Name,
            PersonDetail = wish.Resident.SexAndAge,
            Sex = wish.Resident.Sex,
            Isolation = wish.Isolation,
            Matter = wish.Matter,
            Course = wish.Course ?? id,
            Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            Selling = wish.Ward.Selling,
            AskedAt = work.Now,
        };
}
