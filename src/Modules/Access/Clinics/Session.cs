using Yihe.Kernel.Pools;

namespace Yihe.Access.Clinics;

public enum SessionState
{
    Open,
    Closed,
}

/// <summary>
/// A half-day of a clinic with numbered times (门诊场次); its pool has the same id. It says all that a booking must know,
/// so that booking reads one row.
/// </summary>
[Index(nameof(Clinic), nameof(StartsAt), IsUnique = true)]
[Index(nameof(Institution), nameof(StartsAt))]
[Index(nameof(Department), nameof(StartsAt))]
internal sealed class Session : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Clinic { get; init; }
    public required string ClinicCode { get; init; }
    public required InstitutionId Institution { get; init; }
    public required string Department { get; init; }
    public required string Title { get; init; }
    public required string Doctor { get; init; }
    public required ClinicKind Kind { get; init; }
    public string? Room { get; init; }
    public required Selling Selling { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required int Minutes { get; init; }

    /// <summary>The blueprint version in force on its day; its shares follow that one.</summary>
    public required int Blueprint { get; set; }
    public SessionState State { get; private set; }
    public IEnumerable<InstitutionId> Parties => [Institution];

    internal DateTimeOffset At(int number) => StartsAt.AddMinutes((number - 1) * Minutes);

    internal void Close() => State = SessionState.Closed;

    internal static Session Of(Work work, Clinic clinic, DateTimeOffset startsAt, int? capacity = null)
    {
        var version = work.Platform.Blueprints.VersionAt(startsAt);
        var rules = work.Platform.Blueprints.Of<AccessSection>(version).Slots;
        var session = new Session
        {
            Id = work.NewId(),
            Clinic = clinic.Id,
            ClinicCode = clinic.Code,
            Institution = clinic.Institution,
            Department = clinic.Department,
            Title = clinic.Title,
            Doctor = clinic.With is null ? clinic.Doctor : $"{clinic.Doctor}、{clinic.With}",
            Kind = clinic.Kind,
            Room = clinic.Room,
            Selling = clinic.Selling,
            StartsAt = startsAt,
            Minutes = clinic.Minutes,
            Blueprint = version,
        };
        var (opens, release) = rules.TimesOf(startsAt);
        var pool = PoolDesk.Open(
            work,
            new(session.Id, clinic.Institution, clinic.Id, rules.Share, capacity ?? clinic.Capacity, opens, release, startsAt)
        );
        AccessFacts.Opened(work, session, pool);
        return session;
    }
}
