namespace Yihe.Beds;

/// <summary>The bed of a matter: held until a moment, or lain in.</summary>
/// <param name="Words">which ward and bed</param>
/// <param name="Stands">"预占，保留至 …", "待确认，…", "在住"</param>
public sealed record MatterBed(Guid Ward, Guid Bed, string Words, string Stands, DateTimeOffset? Until, bool IsHeld);

/// <summary>
/// The door to beds for a matter that needs one, a referral: hold one, settle it when the patient comes, give it back
/// when the matter ends otherwise. All inside the caller's transaction, who has checked the right to the matter.
/// Of a hold that ran out, <see cref="MatterOf"/> tells whose it was.
/// </summary>
public static class BedDesk
{
    /// <summary>The wards at some institutions with beds left for patients of <paramref name="from"/>: id → words, the department first.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> Offers(
        Work work,
        IReadOnlyCollection<InstitutionId> at,
        InstitutionId from,
        string? department,
        CancellationToken ct
    )
    {
        var wards = (await work.Db.Set<Ward>().AsNoTracking().OrderBy(w => w.Code).ToListAsync(ct)).Where(w => w.Parties.Any(at.Contains));
        var lines = await WardCounts.Of(work, [.. wards], from, ct);
        return
        [
            .. lines
                .Where(l => l.Mine > 0)
                .OrderBy(l => l.Department != department)
                .Select(l => KeyValuePair.Create(l.Id.ToString(), $"{l.Institutions} {l.Name}，空 {l.Mine}")),
        ];
    }

    /// <summary>How many empty beds of a department patients of <paramref name="from"/> may have.</summary>
    public static async Task<int> Free(Work work, InstitutionId at, string department, InstitutionId from, CancellationToken ct)
    {
        var wards = await work.Db.Set<Ward>().AsNoTracking().Where(w => w.Department == department).ToListAsync(ct);
        return (await WardCounts.Of(work, [.. wards.Where(w => w.Parties.Contains(at))], from, ct)).Sum(l => l.Mine);
    }

    /// <summary>Holds a bed that suits the resident, until a moment or as long as the blueprint says.</summary>
    public static async Task<Refusal?> Hold(
        Work work,
        Guid ward,
        Guid matter,
        Guid course,
        ResidentCard resident,
        InstitutionId from,
        InstitutionId at,
        CancellationToken ct,
        DateTimeOffset? until = null,
        bool isolation = false
    )
    {
        if (await work.Db.FindAsync<Ward>([ward], ct) is not { } found || !found.Parties.Contains(at))
            return Refusal.Invalid("ward", "所选病区不在转入机构，请重新选择病区或机构");
        until ??= work.Now.AddHours(work.Platform.Blueprints.At<AccessSection>(work.Now).Beds.HoldHours);
        var taken = await Bedding.Take(work, new BedWish(found, resident, from, null, isolation, until, matter, course), ct);
        return taken.Refusal is { Faults.Length: 0 } refusal
            ? refusal with
            {
                Faults = [new FieldFault("ward", refusal.Message)],
            }
            : taken.Refusal;
    }

    /// <summary>The patient has come: what was held becomes a stay in the encounter the matter opened. Nothing held, nothing happens.</summary>
    public static async Task<Refusal?> Settle(
        Work work,
        Guid matter,
        Guid encounter,
        IReadOnlyList<string> diagnoses,
        CancellationToken ct
    ) =>
        await Held(work, matter, ct) is not { } stay ? null
        : stay.State == BedStayState.Refused ? await Bedding.Release(work, stay, BedStayMove.Release, ct)
        : await Bedding.Come(work, stay, BedStayMove.Arrive, diagnoses, ct, encounter);

    /// <summary>Gives back what is held for a matter.</summary>
    public static async Task GiveBack(Work work, Guid matter, CancellationToken ct)
    {
        if (await Held(work, matter, ct) is { } stay)
            await Bedding.Release(work, stay, BedStayMove.Release, ct);
    }

    /// <summary>What a matter has, for its page and its slip.</summary>
    public static async Task<MatterBed?> Of(Work work, Guid matter, CancellationToken ct)
    {
        var stay = await work
            .Db.Set<BedStay>()
            .AsNoTracking()
            .Where(s => s.Matter == matter)
            .Where(BedStay.Open)
            .OrderByDescending(s => s.Id)
            .FirstOrDefaultAsync(ct);
        if (stay is null)
            return null;
        var held = stay.State is BedStayState.Held or BedStayState.Confirming;
        var words = BedStayFlow.Of(stay)[stay.State].Words;
        var stands = held ? $"{words}，保留至 {stay.HeldUntil!.Value.Local():M月d日 HH:mm}，到时未到院自动释放" : words;
        return new(stay.Ward, stay.Bed, stay.Where, stands, held ? stay.HeldUntil : null, held);
    }

    /// <summary>The matter for which a taker of a bed stands, if it stands for one.</summary>
    public static async Task<Guid?> MatterOf(Work work, Guid taker, CancellationToken ct) =>
        (await work.Db.FindAsync<BedStay>([taker], ct))?.Matter;

    private static Task<BedStay?> Held(Work work, Guid matter, CancellationToken ct) =>
        work.Db.Set<BedStay>().Where(BedStay.Open).FirstOrDefaultAsync(s => s.Matter == matter && s.State != BedStayState.In, ct);
}
