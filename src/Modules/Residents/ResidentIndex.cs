namespace Yihe.Residents;

/// <summary>What tells one resident from another, in full: for comparing, never for a page.</summary>
public sealed record ResidentTraits(
    ResidentId Id,
    string HealthCode,
    string Name,
    Sex Sex,
    DateOnly BirthDate,
    string IdentityNumber,
    string? Phone,
    string? Address
)
{
    /// <summary>The resident shown for this one: itself, unless it was merged.</summary>
    public ResidentId Stays { get; init; } = Id;

    internal static ResidentTraits Of(Platform platform, Resident r) =>
        new(r.Id, r.HealthCode, r.Name, r.Sex, r.BirthDate, r.IdentityNumber(platform.Vault), r.PhoneNumber(platform.Vault), r.Address);
}

/// <summary>What is known of somebody who may be a resident.</summary>
public sealed record ResidentHints(string? IdentityNumber, string? HealthCode, string? Name, DateOnly? BirthDate, string? Phone);

/// <summary>The door for those who keep the index of residents (居民主索引): who may be meant, and how somebody new comes in.</summary>
public static class ResidentIndex
{
    /// <summary>Whoever counts by the zodiac (属相) is wrong by a whole round of it.</summary>
    private const int YearsNearby = 12;

    /// <summary>The residents who have a number, phone, birth date, or the sound of the name in common with somebody; each found by an index.</summary>
    /// <param name="most">of each way of looking</param>
    public static async Task<IReadOnlyList<ResidentTraits>> Alike(Work work, ResidentHints hints, int most, CancellationToken ct)
    {
        var (vault, all) = (work.Platform.Vault, work.Db.Set<Resident>());
        var found = new Dictionary<ResidentId, Resident>();
        async Task Take(IQueryable<Resident> some)
        {
            foreach (var resident in await some.AsNoTracking().OrderBy(r => r.Id).Take(most).ToListAsync(ct))
                found.TryAdd(resident.Id, resident);
        }
        if (hints.IdentityNumber is { } number && vault.Indexes("identity", number) is var identity)
        {
            await Take(all.Where(r => identity.Contains(r.IdentityIndex)));
            foreach (var added in all.Local.Where(r => identity.Contains(r.IdentityIndex)))
                found.TryAdd(added.Id, added);
        }
        if (hints.HealthCode is { } code)
            await Take(all.Where(r => r.HealthCode == code));
        if (hints.Phone is { } phone && vault.Indexes("phone", phone) is var index)
            await Take(all.Where(r => index.Contains(r.PhoneIndex)));
        if (hints.BirthDate is { } birth)
            await Take(all.Where(r => r.BirthDate == birth));
        if (hints.Name is { } name)
            await Take(Sounding(all, work.Platform.Pinyin.Read(name).Item1, hints.BirthDate));
        var ids = found.Keys.ToList();
        var stays = await OnePerson.Merges(work).Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Stays, ct);
        return [.. found.Values.Select(r => ResidentTraits.Of(work.Platform, r) with { Stays = stays.GetValueOrDefault(r.Id, r.Id) })];
    }

    /// <summary>
    /// Those whose name sounds the same; of a common one there are thousands, so where the birth date is known only those born in that year or some
    /// weeks off it, or on that day of a year nearby: what a slip of the pen, or the date of the other calendar (农历), makes of a date.
    /// </summary>
    private static IQueryable<Resident> Sounding(IQueryable<Resident> all, string pinyin, DateOnly? born)
    {
        var alike = all.Where(r => r.Pinyin == pinyin);
        if (born is not { Year: > YearsNearby and < 9_000 } birth)
            return alike;
        var (first, last) = (new DateOnly(birth.Year, 1, 1), new DateOnly(birth.Year, 12, 31));
        var (from, until) = (birth.AddMonths(-2), birth.AddMonths(2));
        (from, until) = (from < first ? from : first, until > last ? until : last);
        var sameDay = Enumerable.Range(-YearsNearby, 2 * YearsNearby + 1).Select(birth.AddYears).ToList();
        return alike.Where(r => (r.BirthDate >= from && r.BirthDate <= until) || sameDay.Contains(r.BirthDate));
    }

    public static async Task<ResidentTraits?> Find(Work work, ResidentId id, CancellationToken ct) =>
        await work.Db.FindAsync<Resident>([id], ct) is { } resident
            ? ResidentTraits.Of(work.Platform, resident) with
            {
                Stays = await OnePerson.Standing(work, id, ct),
            }
            : null;

    /// <summary>Who has this health code, or had it before being merged; null where nobody has.</summary>
    public static async Task<ResidentTraits?> WithHealthCode(Work work, string code, CancellationToken ct) =>
        await work.Db.Set<Resident>().FirstOrDefaultAsync(r => r.HealthCode == code, ct) is { } resident
            ? await Find(work, await OnePerson.Standing(work, resident.Id, ct), ct)
            : null;

    /// <summary>Some of the residents, by chance: in the order of a keyed hash; and how many there are.</summary>
    /// <param name="last">of those registered up to this one; null: of all</param>
    public static async Task<(IReadOnlyList<ResidentTraits> Some, int All)> Sample(
        Work work,
        int most,
        ResidentId? last,
        CancellationToken ct
    )
    {
        var residents = last is { Value: var id }
            ? work.Db.Set<Resident>().FromSql($"SELECT * FROM residents_resident WHERE id <= {id}")
            : work.Db.Set<Resident>();
        var some = await residents.AsNoTracking().OrderBy(r => r.IdentityIndex).Take(most).ToListAsync(ct);
        var all = some.Count < most ? some.Count : await residents.CountAsync(ct);
        return ([.. some.Select(r => ResidentTraits.Of(work.Platform, r))], all);
    }

    /// <summary>The next residents in the order in which they were registered.</summary>
    public static async Task<IReadOnlyList<ResidentTraits>> Next(Work work, ResidentId? after, int most, CancellationToken ct)
    {
        var residents = after is { Value: var id }
            ? work.Db.Set<Resident>().FromSql($"SELECT * FROM residents_resident WHERE id > {id}")
            : work.Db.Set<Resident>();
        var found = await residents.AsNoTracking().OrderBy(r => r.Id).Take(most).ToListAsync(ct);
        var ids = found.Select(r => r.Id).ToList();
        var stays = await OnePerson.Merges(work).Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Stays, ct);
        return [.. found.Select(r => ResidentTraits.Of(work.Platform, r) with { Stays = stays.GetValueOrDefault(r.Id, r.Id) })];
    }

    /// <summary>Who was registered last; null where nobody was.</summary>
    public static async Task<ResidentId?> Last(Work work, CancellationToken ct) =>
        await work.Db.Set<Resident>().OrderByDescending(r => r.Id).Select(r => (ResidentId?)r.Id).FirstOrDefaultAsync(ct);

    /// <summary>Somebody becomes known by what a source says of them; nobody may look at them for that.</summary>
    /// <param name="at">the institution it says so</param>
    public static async Task<ResidentId> Register(
        Work work,
        string name,
        IdentityNumber identity,
        (PhoneNumber? Phone, string? Address) reached,
        InstitutionId at,
        CancellationToken ct
    )
    {
        var resident = work.Add(Resident.Create(work.Platform, await RegisterResident.HealthCode(work, ct), name, identity));
        resident.Describe(work.Platform.Vault, reached.Phone, reached.Address, null);
        ResidentFacts.Registered(work, resident, at);
        return resident.Id;
    }
}
