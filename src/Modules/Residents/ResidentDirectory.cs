using Yihe.Residents.Sensitive;

namespace Yihe.Residents;

/// <summary>The door to residents: who someone is, who may look, and since when.</summary>
public static class ResidentDirectory
{
    /// <summary>A resident and the institutions that care for them at a moment, in one question that is translated once.</summary>
    private static readonly Compiled<Func<AppDb, ResidentId, DateTimeOffset, CancellationToken, Task<UnderCare?>>> Seen = new(() =>
        EF.CompileAsyncQuery(
            (AppDb db, ResidentId id, DateTimeOffset now, CancellationToken _) =>
                db.Set<Resident>()
                    .Where(r => r.Id == id)
                    .Select(r => new UnderCare(
                        r,
                        db.Set<CareRelation>()
                            .Where(c => c.Resident == r.Id && (c.EndedAt == null || c.EndedAt > now))
                            .Select(c => c.Institution)
                            .ToList(),
                        db.Set<Merge>().Any(m => m.State == MergeState.Merged && (m.Id == id || m.Stays == id))
                    ))
                    .SingleOrDefault()
        )
    );

    /// <summary>Finds a resident the actor has a care relation to; others are not there. The act names them.</summary>
    /// <param name="also">institutions that may look besides those that care, at what they hold of the person themselves</param>
    public static async Task<Result<ResidentCard>> Find(
        Work work,
        ResidentId id,
        CancellationToken ct,
        IReadOnlyList<InstitutionId>? also = null
    )
    {
        var found = await Load(work, id, ct, also);
        return found.Refusal is { } refusal ? refusal : await CardOf(work, found.Value, ct);
    }

    /// <summary>The same for a use case that shows nobody: who has the same name is not counted.</summary>
    public static async Task<Result<ResidentCard>> Bare(Work work, ResidentId id, CancellationToken ct) =>
        (await Load(work, id, ct)).To(resident => ResidentCard.Of(work, resident));

    /// <summary>The card of a resident of a matter that was authorized already.</summary>
    public static async Task<ResidentCard> Known(Work work, ResidentId id, CancellationToken ct) =>
        await CardOf(work, (await work.Db.FindAsync<Resident>([id], ct))!, ct);

    /// <summary>The signed-in resident, or someone they act for at this moment; anyone else is not there. QJ-66.</summary>
    public static async Task<Result<ResidentCard>> Own(Work work, ResidentId? whom, CancellationToken ct) =>
        (await LoadOwn(work, whom, ct)).To(resident => ResidentCard.Of(work, resident));

    internal static async Task<Result<Resident>> LoadOwn(Work work, ResidentId? whom, CancellationToken ct)
    {
        var id = whom?.Value ?? work.Actor.Person ?? default;
        if (work.Refuses(new OwnPerson(id)) is { } refusal)
            return refusal;
        if (await work.Db.FindAsync<Resident>([new ResidentId(id)], ct) is not { } resident)
            return Refusal.NotFound;
        work.About(resident);
        (work.Subject, work.Purpose) = (id, "own");
        return resident;
    }

    /// <summary>The card with the warnings that others bear the same name, and that it is open by an emergency.</summary>
    internal static async Task<ResidentCard> CardOf(Work work, Resident resident, CancellationToken ct) =>
        ResidentCard.Of(work, resident) with
        {
            SameName = await work
                .Db.Set<Resident>()
                .CountAsync(r => r.Name == resident.Name && r.Id != resident.Id && !OnePerson.Merges(work).Any(m => m.Id == r.Id), ct),
            EmergencyUntil = await SensitiveRule.OpenUntil(work, resident.Id, ct),
        };

    /// <summary>What residents are called, in words about matters that were authorized already.</summary>
    public static Task<Dictionary<Guid, string>> NamesOf(AppDb db, IEnumerable<Guid> persons, CancellationToken ct)
    {
        var ids = persons.Distinct().Select(ResidentId.From).ToList();
        return db.Set<Resident>().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id.Value, r => r.Name, ct);
    }

    /// <summary>The family-doctor team that a resident of a matter that was authorized already is signed with today; null where none.</summary>
    public static async Task<Signing?> SigningOf(Work work, ResidentId id, CancellationToken ct) =>
        await work.Db.FindAsync<Resident>([id], ct) is { } resident && resident.IsSigned(work.Today)
            ? new(resident.SignedTeam!, resident.SignedAt!.Value, resident.SignedUntil!.Value)
            : null;

    /// <summary>Who a resident is in full, for a system outside that must know; the caller's act says to whom and why.</summary>
    public static Task<ResidentIdentity> Identify(Work work, ResidentId id, CancellationToken ct) =>
        Identify(work.Platform, work.Db, id, ct);

    /// <summary>The same where everyone is invented: no act says who asked.</summary>
    public static async Task<ResidentIdentity> Identify(Platform platform, AppDb db, ResidentId id, CancellationToken ct)
    {
        var (vault, resident) = (platform.Vault, (await db.FindAsync<Resident>([id], ct))!);
        return new(resident.HealthCode, resident.Name, resident.IdentityNumber(vault), resident.PhoneNumber(vault));
    }

    /// <summary>Lets an institution see a resident for as long as a matter lasts.</summary>
    public static async Task Relate(
        Work work,
        ResidentId resident,
        InstitutionId institution,
        CareKind kind,
        Guid matter,
        CancellationToken ct
    )
    {
        var known = await work
            .Db.Set<CareRelation>()
            .AnyAsync(c => c.Matter == matter && c.Institution == institution && c.Kind == kind && c.EndedAt == null, ct);
        if (!known)
            Relate(work, resident, institution, kind, matter);
    }

    /// <summary>The same for a matter that begins now, of which nothing can be known yet.</summary>
    public static void Relate(Work work, ResidentId resident, InstitutionId institution, CareKind kind, Guid matter) =>
        work.Add(NewRelation(work, resident, institution, kind, matter));

    /// <summary>The matter is over, or over for one institution; its relations end when the afterlook is past.</summary>
    public static async Task Unrelate(Work work, Guid matter, TimeSpan afterlook, CancellationToken ct, InstitutionId? at = null)
    {
        var open = work.Db.Set<CareRelation>().Where(c => c.Matter == matter && c.EndedAt == null);
        foreach (var relation in await (at is null ? open : open.Where(c => c.Institution == at)).ToListAsync(ct))
            relation.EndAt(work.Now + afterlook);
    }

    /// <summary>The institutions that care for a person at this moment; none where nobody of that number is known.</summary>
    public static async Task<IReadOnlyList<InstitutionId>> CaringFor(Work work, Guid person, CancellationToken ct) =>
        await CaringFor(work, await OnePerson.Ids(work, new ResidentId(person), ct), ct);

    private static async Task<List<InstitutionId>> CaringFor(Work work, IReadOnlyList<ResidentId> ids, CancellationToken ct) =>
        await work
            .Db.Set<CareRelation>()
            .Where(c => ids.Contains(c.Resident) && (c.EndedAt == null || c.EndedAt > work.Now))
            .Select(c => c.Institution)
            .Distinct()
            .ToListAsync(ct);

    /// <summary>The persons whom institutions within reach care for at this moment, for lists of what is about them.</summary>
    public static IQueryable<Guid> CaredFor(Work work, Reach reach)
    {
        var values = new List<object> { work.Db.IsSqlite ? work.Now.UtcTicks : work.Now };
        values.AddRange(reach.Institutions.Select(i => (object)i.Value));
        var places = reach.Institutions.Count == 0 ? "NULL" : string.Join(", ", reach.Institutions.Select((_, n) => "{" + (n + 1) + "}"));
        var cared = $"(c.ended_at IS NULL OR c.ended_at > {{0}}) AND c.institution IN ({places})";
        return OnePerson.United(work, "residents_care_relation", cared, [.. values]);
    }

    /// <summary>Who has this identity number; null where nobody is registered by it, or it is none.</summary>
    public static async Task<Guid?> WithIdentity(Work work, string number, CancellationToken ct)
    {
        if (IdentityNumber.Parse(number, work.Today) is not { Refusal: null } identity)
            return null;
        var indexes = work.Platform.Vault.Indexes("identity", identity.Value.Value);
        return await work
            .Db.Set<Resident>()
            .Where(r => indexes.Contains(r.IdentityIndex))
            .Select(r => (Guid?)(object)r.Id)
            .FirstOrDefaultAsync(ct);
    }

    public static Task<int> Count(AppDb db, CancellationToken ct) => db.Set<Resident>().CountAsync(ct);

    /// <summary>Whether the actor's own institution cares for the person now.</summary>
    internal static async Task<bool> CaresFor(Work work, ResidentId id, CancellationToken ct) =>
        (await CaringFor(work, id.Value, ct)).Contains(work.Actor.Institution);

    internal static CareRelation NewRelation(Work work, ResidentId resident, InstitutionId institution, CareKind kind, Guid? matter) =>
        new()
        {
            Id = work.NewId(),
            Resident = resident,
            Institution = institution,
            Kind = kind,
            Matter = matter,
            At = work.Now,
        };

    internal static async Task<Result<Resident>> Load(
        Work work,
        ResidentId id,
        CancellationToken ct,
        IReadOnlyList<InstitutionId>? also = null
    )
    {
        var found = await Seen.In(work.Db)(work.Db, id, work.Now, ct);
        if (found is null)
            return Refusal.NotFound;
        if (found.IsMerged)
            found = await Together(work, id, ct);
        if (also is not null)
            found = found with { Institutions = [.. found.Institutions, .. also] };
        work.About(found.Resident);
        work.Subject = found.Resident.Key;
        return work.Refuses(found) is { } refusal ? refusal : found.Resident;
    }

    /// <summary>Whoever was merged is seen as the one that stays, by all who care for either.</summary>
    private static async Task<UnderCare> Together(Work work, ResidentId id, CancellationToken ct)
    {
        var ids = await OnePerson.Ids(work, id, ct);
        return new((await work.Db.FindAsync<Resident>([ids[0]], ct))!, await CaringFor(work, ids, ct), true);
    }

    /// <summary>The residents within reach of the actor's permission.</summary>
    internal static IQueryable<Resident> Within(Work work, Reach reach)
    {
        var residents = work.Db.Set<Resident>().AsNoTracking();
        return reach.All
            ? residents
            : residents.Where(r =>
                work.Db.Set<CareRelation>()
                    .Any(c =>
                        c.Resident == r.Id && reach.Institutions.Contains(c.Institution) && (c.EndedAt == null || c.EndedAt > work.Now)
                    )
            );
    }

    /// <summary>Those of them whom one's own institution does not care for.</summary>
    internal static IQueryable<Resident> Beyond(Work work, Reach reach) =>
        Within(work, reach)
            .Where(r =>
                !work
                    .Db.Set<CareRelation>()
                    .Any(c => c.Resident == r.Id && c.Institution == work.Actor.Institution && (c.EndedAt == null || c.EndedAt > work.Now))
            );

    /// <summary>A person as a target for residents.</summary>
    private sealed record OwnPerson(Guid Person) : IScoped
    {
        public IEnumerable<InstitutionId> Parties => [];
        public Guid? Whose => Person;
    }

    /// <summary>A person as a target: those institutions may look that care for them now.</summary>
    private sealed record UnderCare(Resident Resident, List<InstitutionId> Institutions, bool IsMerged) : IScoped
    {
        public IEnumerable<InstitutionId> Parties => Institutions;
    }
}
