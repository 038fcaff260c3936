using System.Diagnostics;

namespace Yihe.Organization;

/// <summary>An institution as other modules see it on a given day.</summary>
/// <param name="Consortium">empty when it is no member of one that day</param>
public sealed record InstitutionCard(
    InstitutionId Id,
    string Code,
    string Name,
    string ShortName,
    string? SecondName,
    InstitutionKind Kind,
    InstitutionLevel Level,
    InstitutionId? Parent,
    string? Phone,
    IReadOnlyList<string> Departments,
    Guid? Consortium,
    MembershipRole? Role,
    string? Zone
)
{
    public bool IsMember => Consortium is not null;
}

/// <summary>The door to institutions: who they are, who belongs with whom today, what they are called.</summary>
public sealed class InstitutionDirectory
{
    private const long FreshForMilliseconds = 5_000;
    private volatile Snapshot? snapshot;

    /// <summary>The directory of a process; what it remembers is at most five seconds old.</summary>
    public static InstitutionDirectory Of(Platform platform) => platform.Shared(() => new InstitutionDirectory());

    public static Task<IReadOnlyList<InstitutionCard>> All(Work work, CancellationToken ct) =>
        Of(work.Platform).On(work.Db, work.Today, ct);

    public static async Task<InstitutionCard?> Find(Work work, InstitutionId id, CancellationToken ct) =>
        (await All(work, ct)).FirstOrDefault(i => i.Id == id);

    /// <summary>For pages, which have no work of their own.</summary>
    public async Task<IReadOnlyList<InstitutionCard>> Today(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await On(db, platform.Time.Instant().Day(), ct);
    }

    /// <summary>All institutions with the memberships in force on a day.</summary>
    public async Task<IReadOnlyList<InstitutionCard>> On(AppDb db, DateOnly day, CancellationToken ct)
    {
        var known = snapshot;
        if (known is null || known.Day != day || Stopwatch.GetElapsedTime(known.ReadAt).TotalMilliseconds > FreshForMilliseconds)
            snapshot = known = await Read(db, day, ct);
        return known.Cards;
    }

    /// <summary>Forgets what was read, after a change made in this process.</summary>
    internal void Forget() => snapshot = null;

    /// <summary>The institutions inside each scope, seen from one of them.</summary>
    internal static Dictionary<Scope, IReadOnlyList<InstitutionId>> ReachesFrom(InstitutionId own, IReadOnlyList<InstitutionCard> all)
    {
        var card = all.FirstOrDefault(i => i.Id == own);
        var below = all.Where(i => i.Id == own || i.Parent == own).Select(i => i.Id).ToList();
        var consortium = card?.Consortium is { } c ? all.Where(i => i.Consortium == c).Select(i => i.Id).Union([own]).ToList() : below;
        var zone = card?.Zone is { } z ? all.Where(i => i.Consortium == card.Consortium && i.Zone == z).Select(i => i.Id).ToList() : below;
        return new()
        {
            [Scope.Institution] = [own],
            [Scope.Zone] = zone,
            [Scope.Consortium] = consortium,
        };
    }

    private static async Task<Snapshot> Read(AppDb db, DateOnly day, CancellationToken ct)
    {
        var readAt = Stopwatch.GetTimestamp();
        var memberships = await db.Set<Membership>()
            .AsNoTracking()
            .Where(m => m.From <= day && (m.Until == null || m.Until > day))
            .ToListAsync(ct);
        var byInstitution = memberships.GroupBy(m => m.Institution).ToDictionary(g => g.Key, g => g.OrderBy(m => m.Role).First());
        var institutions = await db.Set<Institution>().AsNoTracking().OrderBy(i => i.Code).ToListAsync(ct);
        return new Snapshot(day, readAt, [.. institutions.Select(i => Card(i, byInstitution.GetValueOrDefault(i.Id)))]);
    }

    private static InstitutionCard Card(Institution i, Membership? m) =>
        new(
            i.Id,
            i.Code,
            i.Name,
            i.ShortName,
            i.SecondName,
            i.Kind,
            i.Level,
            i.Parent,
            i.Phone,
            i.Departments,
            m?.Consortium,
            m?.Role,
            m?.Zone
        );

    private sealed record Snapshot(DateOnly Day, long ReadAt, IReadOnlyList<InstitutionCard> Cards);
}
