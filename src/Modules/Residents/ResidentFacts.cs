using Yihe.Kernel.Facts;

namespace Yihe.Residents;

/// <summary>What the work with residents states as facts: visits and stays, registration, signing.</summary>
internal static class ResidentFacts
{
    internal static readonly FactKind Encounter = new(
        "encounter.closed",
        "就诊",
        Personal: true,
        FromWork: true,
        [
            FactField.Of<EncounterKind>("kind", "类别"),
            FactField.YesNo("first", "本次病程的第一次就诊"),
            new("department", "科室"),
            new("diagnosis", "主要诊断编码"),
            new("days", "住院天数", "天"),
            new("doctor", "医生", Untold: true),
            new("systolic", "收缩压", "mmHg"),
            new("diastolic", "舒张压", "mmHg"),
        ]
    );

    internal static readonly FactKind Admission = new(
        "stay.opened",
        "入院",
        Personal: true,
        FromWork: true,
        [FactField.YesNo("referred", "经转诊而来"), new("department", "科室")]
    );

    internal static readonly FactKind Registration = new(
        "resident.registered",
        "登记居民",
        Personal: true,
        FromWork: true,
        [FactField.Of<Sex>("sex", "性别"), new("born", "出生年", "年")]
    );

    internal static readonly FactKind Signing = new(
        "resident.signed",
        "家庭医生签约",
        Personal: true,
        FromWork: true,
        [new("team", "团队"), new("months", "有效月数", "月")]
    );

    internal static readonly IReadOnlyList<FactKind> All = [Encounter, Admission, Registration, Signing];

    internal static async Task Opened(Work work, Encounter encounter, CancellationToken ct) =>
        work.State(
            Admission,
            At(encounter, encounter.OpenedAt),
            ("referred", Yes(!await IsFirst(work, encounter, ct))),
            ("department", encounter.Department)
        );

    internal static async Task Closed(Work work, Encounter encounter, BloodPressure? pressure, CancellationToken ct) =>
        work.State(
            Encounter,
            At(encounter, encounter.ClosedAt!.Value),
            ("kind", Shape.JsonName(encounter.Kind.ToString())),
            ("first", Yes(await IsFirst(work, encounter, ct))),
            ("department", encounter.Department),
            ("diagnosis", encounter.Diagnoses.Select(d => d.Split(' ')[^1]).FirstOrDefault()),
            ("days", DaysOf(encounter)),
            ("doctor", encounter.Doctor?.Value.ToString("N")),
            ("systolic", pressure?.Systolic),
            ("diastolic", pressure?.Diastolic)
        );

    /// <summary>Nothing of its course came before: nobody sent them here.</summary>
    private static async Task<bool> IsFirst(Work work, Encounter encounter, CancellationToken ct) =>
        encounter.Course == encounter.Id
        || !await work
            .Db.Set<Encounter>()
            .AnyAsync(e => e.Course == encounter.Course && e.Id != encounter.Id && e.OpenedAt <= encounter.OpenedAt, ct);

    internal static void Registered(Work work, Resident resident, InstitutionId at) =>
        work.State(
            Registration,
            new($"{resident.Id}", at, work.Now, resident.Key),
            ("sex", Shape.JsonName(resident.Sex.ToString())),
            ("born", resident.BirthDate.Year)
        );

    /// <summary>Registered in error, with others.</summary>
    internal static async Task NotRegistered(Work work, IReadOnlyCollection<Resident> residents, CancellationToken ct)
    {
        var (persons, kinds) = (residents.Select(r => (Guid?)r.Key).ToList(), new[] { Registration.Name, Signing.Name });
        var stated = await work
            .Db.Set<Fact>()
            .AsNoTracking()
            .Where(f => kinds.Contains(f.Kind) && persons.Contains(f.Person))
            .ToListAsync(ct);
        foreach (var fact in stated.GroupBy(f => (f.Kind, f.Reference)).Select(g => g.MaxBy(f => f.Revision)!).Where(f => f.Sign > 0))
            work.Db.Add(fact.Countered(work.NewId(), work.Now, ""));
    }

    /// <summary>Each signing is one of its own, the next one renews.</summary>
    internal static void Signed(Work work, Resident resident, int months, DateTimeOffset at) =>
        work.State(
            Signing,
            new($"{resident.Id}@{work.Now.UtcTicks}", resident.SignedAt!.Value, at, resident.Key),
            ("team", resident.SignedTeam),
            ("months", months)
        );

    private static Occurrence At(Encounter encounter, DateTimeOffset at) =>
        new($"{encounter.Id}", encounter.Institution, at, encounter.Resident.Value);

    /// <summary>Days in bed as they are counted: out less in, a day at least.</summary>
    private static int? DaysOf(Encounter stay) =>
        stay.Kind == EncounterKind.Inpatient ? Math.Max(1, stay.ClosedAt!.Value.Day().DayNumber - stay.OpenedAt.Day().DayNumber) : null;

    private static string Yes(bool holds) => holds ? "yes" : "no";
}
