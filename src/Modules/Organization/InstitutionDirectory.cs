using System.Collections.Concurrent;
using System.Diagnostics;
using Yihe.Ui;

namespace Yihe.Organization;

/// <summary>An institution as other modules see it on a given day.</summary>
/// <param name="Ties">its parts in consortia that day, its own first</param>
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
    IReadOnlyList<Tie> Ties,
    Nature Nature = Nature.Public
)
{
    /// <summary>The one it is lead or member of; empty when it is no member of one that day.</summary>
    public string? Consortium => Home?.Consortium;
    public MembershipRole? Role => Ties.Select(t => (MembershipRole?)t.Role).FirstOrDefault();
    public string? Zone => Home?.Zone;
    public bool IsMember => Home is not null;

    /// <summary>What it is by law and by its founder, in words; null where nothing was entered.</summary>
    internal string? Of(Standing what) =>
        what switch
        {
            Standing.LegalPerson => LegalPerson,
            Standing.Nature => FormContext.WordsOf(typeof(Nature), Nature.ToString()),
            Standing.StaffIdentity => StaffIdentity,
            Standing.Funding => Funding,
            _ => null,
        };

    internal string? LegalPerson { get; init; }
    internal string? StaffIdentity { get; init; }
    internal string? Funding { get; init; }

    private Tie? Home => Ties.FirstOrDefault(t => t.IsHome);

    /// <summary>How a patient may go from here to there; not at all where nothing binds the two.</summary>
    public Bond? BondTo(InstitutionCard other, GridRules? grids) =>
        Id == other.Id || (IsMember && Consortium == other.Consortium) ? Bond.Group
        : Is(MembershipRole.Serving, other) || other.Is(MembershipRole.Serving, this) || MayCross(other, grids) ? Bond.AcrossGrids
        : Is(MembershipRole.Partner, other) || other.Is(MembershipRole.Partner, this) ? Bond.Outside
        : null;

    private bool Is(MembershipRole role, InstitutionCard other) =>
        Ties.Any(t => t.Role == role && other.Ties.Any(o => o.Consortium == t.Consortium && o.Role < MembershipRole.Partner));

    private bool MayCross(InstitutionCard other, GridRules? grids) =>
        IsMember && other.IsMember && grids is not null && (grids.Crossing.Contains(Kind) || grids.Crossing.Contains(other.Kind));
}

/// <summary>An institution, and the ones inside each scope as seen from it.</summary>
public sealed record Standpoint(InstitutionCard Own, IReadOnlyDictionary<Scope, IReadOnlyList<InstitutionId>> Reaches);

/// <summary>The door to institutions: who they are, who belongs with whom today, what they are called.</summary>
public sealed class InstitutionDirectory
{
    private const long FreshForMilliseconds = 5_000;
    private volatile Snapshot? snapshot;

    /// <summary>The directory of a process; what it remembers is at most five seconds old.</summary>
    public static InstitutionDirectory Of(Platform platform) => platform.Shared(() => new InstitutionDirectory());

    public static Task<IReadOnlyList<InstitutionCard>> All(Work work, CancellationToken ct) =>
        Of(work.Platform).On(work.Db, work.Today, ct);

    /// <summary>As it was, or will be as far as it is known, on a day; today where none is named.</summary>
    internal static async Task<IReadOnlyList<InstitutionCard>> AsOf(Work work, DateOnly? day, CancellationToken ct) =>
        day is null || day == work.Today ? await All(work, ct) : (await Read(work.Db, day.Value, ct)).Cards;

    public static async Task<InstitutionCard?> Find(Work work, InstitutionId id, CancellationToken ct) =>
        (await All(work, ct)).FirstOrDefault(i => i.Id == id);

    /// <summary>Code → id while a region is being founded and nothing is saved yet.</summary>
    public static IReadOnlyDictionary<string, InstitutionId> Founding(Work work) =>
        work.Db.Set<Institution>().Local.ToDictionary(i => i.Code, i => i.Id);

    /// <summary>What they are called for short.</summary>
    public static async Task<Dictionary<InstitutionId, string>> NamesIn(Work work, CancellationToken ct) =>
        (await All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);

    /// <summary>For pages, which have no work of their own.</summary>
    public async Task<IReadOnlyList<InstitutionCard>> Today(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await On(db, platform.Time.Instant().Day(), ct);
    }

    /// <summary>All institutions with the memberships in force on a day.</summary>
    public async Task<IReadOnlyList<InstitutionCard>> On(AppDb db, DateOnly day, CancellationToken ct) => (await At(db, day, ct)).Cards;

    /// <summary>An institution, and those inside each scope as seen from it; asked for at every request.</summary>
    public async Task<Standpoint> Seen(AppDb db, DateOnly day, InstitutionId own, CancellationToken ct)
    {
        var known = await At(db, day, ct);
        return known.Seen.GetOrAdd(own, id => new(known.Cards.First(i => i.Id == id), ReachesFrom(id, known.Cards)));
    }

    private async Task<Snapshot> At(AppDb db, DateOnly day, CancellationToken ct)
    {
        var known = snapshot;
        if (known is null || known.Day != day || Stopwatch.GetElapsedTime(known.ReadAt).TotalMilliseconds > FreshForMilliseconds)
            snapshot = known = await Read(db, day, ct);
        return known;
    }

    /// <summary>Forgets what was read, after a change made in this process; other processes see it within seconds.</summary>
    public void Forget() => snapshot = null;

    /// <summary>The institutions inside each scope, seen from one of them.</summary>
    private static Dictionary<Scope, IReadOnlyList<InstitutionId>> ReachesFrom(InstitutionId own, IReadOnlyList<InstitutionCard> all)
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
        var ties = memberships.OrderBy(m => m.Role).ToLookup(m => m.Institution, m => new Tie(m.Consortium, m.Role, m.Zone, m.Specialties));
        var institutions = await db.Set<Institution>().AsNoTracking().OrderBy(i => i.Code).ToListAsync(ct);
        return new Snapshot(day, readAt, [.. institutions.Select(i => Card(i, [.. ties[i.Id]]))]);
    }

    private static InstitutionCard Card(Institution i, IReadOnlyList<Tie> ties) =>
        new(i.Id, i.Code, i.Name, i.ShortName, i.SecondName, i.Kind, i.Level, i.Parent, i.Phone, i.Departments, ties, i.Nature)
        {
            LegalPerson = i.LegalPerson,
            StaffIdentity = i.StaffIdentity,
            Funding = i.Funding,
        };

    private sealed record Snapshot(DateOnly Day, long ReadAt, IReadOnlyList<InstitutionCard> Cards)
    {
        internal ConcurrentDictionary<InstitutionId, Standpoint> Seen { get; } = [];
    }
}
