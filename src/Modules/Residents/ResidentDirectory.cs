namespace Yihe.Residents;

/// <summary>The door to residents: who someone is, who may look, and since when.</summary>
public static class ResidentDirectory
{
    /// <summary>Finds a resident the actor has a care relation to; others are not there. The act names them.</summary>
    public static async Task<Result<ResidentCard>> Find(Work work, ResidentId id, CancellationToken ct)
    {
        var found = await Load(work, id, ct);
        return found.Refusal is { } refusal ? refusal : await CardOf(work, found.Value, ct);
    }

    /// <summary>The card of a resident of a matter that was authorized already.</summary>
    public static async Task<ResidentCard> Known(Work work, ResidentId id, CancellationToken ct) =>
        await CardOf(work, (await work.Db.FindAsync<Resident>([id], ct))!, ct);

    /// <summary>The card with the warning that others bear the same name.</summary>
    internal static async Task<ResidentCard> CardOf(Work work, Resident resident, CancellationToken ct) =>
        ResidentCard.Of(work, resident) with
        {
            SameName = await work.Db.Set<Resident>().CountAsync(r => r.Name == resident.Name && r.Id != resident.Id, ct),
        };

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
            work.Add(NewRelation(work, resident, institution, kind, matter));
    }

    /// <summary>The matter is over, or over for one institution; its relations end when the afterlook is past.</summary>
    public static async Task Unrelate(Work work, Guid matter, TimeSpan afterlook, CancellationToken ct, InstitutionId? at = null)
    {
        var open = work.Db.Set<CareRelation>().Where(c => c.Matter == matter && c.EndedAt == null);
        foreach (var relation in await (at is null ? open : open.Where(c => c.Institution == at)).ToListAsync(ct))
            relation.EndAt(work.Now + afterlook);
    }

    public static Task<int> Count(AppDb db, CancellationToken ct) => db.Set<Resident>().CountAsync(ct);

    /// <summary>Whether the actor's own institution cares for the person now.</summary>
    internal static Task<bool> CaresFor(Work work, ResidentId id, CancellationToken ct) =>
        work
            .Db.Set<CareRelation>()
            .AnyAsync(c => c.Resident == id && c.Institution == work.Actor.Institution && (c.EndedAt == null || c.EndedAt > work.Now), ct);

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

    internal static async Task<Result<Resident>> Load(Work work, ResidentId id, CancellationToken ct)
    {
        var resident = await work.Db.FindAsync<Resident>([id], ct);
        if (resident is null)
            return Refusal.NotFound;
        var institutions = await work
            .Db.Set<CareRelation>()
            .Where(c => c.Resident == id && (c.EndedAt == null || c.EndedAt > work.Now))
            .Select(c => c.Institution)
            .Distinct()
            .ToListAsync(ct);
        if (work.Refuses(new UnderCare(institutions)) is { } refusal)
            return refusal;
        work.About(resident);
        work.Subject = id.Value;
        return resident;
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

    /// <summary>A person as a target: those institutions may look that care for them now.</summary>
    private sealed record UnderCare(IReadOnlyList<InstitutionId> Institutions) : IScoped
    {
        public IEnumerable<InstitutionId> Parties => Institutions;
    }
}
