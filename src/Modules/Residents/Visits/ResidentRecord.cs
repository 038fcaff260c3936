namespace Yihe.Residents.Visits;

/// <summary>What a visit found, as a referral carries it on.</summary>
public sealed record VisitFacts(
    Guid Encounter,
    ResidentId Resident,
    Guid Course,
    string Complaint,
    int? Systolic,
    int? Diastolic,
    decimal? Glucose,
    decimal? Temperature,
    string DiagnosisCode,
    string DiagnosisName,
    string Signs
);

/// <summary>Where and when someone lay in.</summary>
public sealed record StayFacts(InstitutionId At, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>The door to a resident's encounters: opened, closed, and read by those who stand above.</summary>
public static class ResidentRecord
{
    /// <summary>Opens an encounter at the actor's institution; a stay follows the course of the referral that brought it.</summary>
    public static async Task<Guid> OpenStay(
        Work work,
        ResidentId resident,
        EncounterKind kind,
        Guid course,
        string? department,
        IReadOnlyList<string> diagnoses,
        CancellationToken ct
    )
    {
        var id = work.NewId();
        var stay = Open(work, resident, kind, id, diagnoses, course, department);
        if (kind == EncounterKind.Inpatient)
            await ResidentFacts.Opened(work, stay, ct);
        return id;
    }

    /// <summary>An open stay goes on at another institution; it stays one encounter, of both.</summary>
    public static async Task GoOn(Work work, Guid? encounter, InstitutionId institution, CancellationToken ct)
    {
        if (encounter is not null && await work.Db.FindAsync<Encounter>([encounter], ct) is { ClosedAt: null } open)
            open.GoOn(institution);
    }

    public static async Task Close(Work work, Guid? encounter, IReadOnlyList<string> diagnoses, string outcome, CancellationToken ct)
    {
        if (encounter is not null && await work.Db.FindAsync<Encounter>([encounter], ct) is { ClosedAt: null } open)
            await End(work, open, diagnoses, outcome, ct);
    }

    internal static async Task End(
        Work work,
        Encounter encounter,
        IReadOnlyList<string> diagnoses,
        string outcome,
        CancellationToken ct,
        BloodPressure? pressure = null
    )
    {
        encounter.Close(work.Now, diagnoses, outcome);
        await ResidentFacts.Closed(work, encounter, pressure, ct);
    }

    /// <summary>The stays of a course, the earliest first.</summary>
    public static async Task<IReadOnlyList<StayFacts>> Stays(Work work, Guid course, CancellationToken ct) =>
        [
            .. (
                await work
                    .Db.Set<Encounter>()
                    .AsNoTracking()
                    .Where(e => e.Course == course && e.Kind == EncounterKind.Inpatient)
                    .ToListAsync(ct)
            )
                .OrderBy(e => e.OpenedAt)
                .Select(e => new StayFacts(e.Institution, e.OpenedAt, e.ClosedAt)),
        ];

    /// <summary>The visit a referral starts from; only the institution that made it may carry it on.</summary>
    public static async Task<VisitFacts?> Visit(Work work, Guid encounter, CancellationToken ct)
    {
        var visit = await work.Db.FindAsync<Encounter>([encounter], ct);
        var note = await work.Db.FindAsync<VisitNote>([encounter], ct);
        return visit is null || note is null || visit.Institution != work.Actor.Institution
            ? null
            : new(
                visit.Id,
                visit.Resident,
                visit.Course,
                note.Complaint,
                note.Systolic,
                note.Diastolic,
                note.Glucose,
                note.Temperature,
                note.DiagnosisCode,
                note.DiagnosisName,
                note.Signs ?? ""
            );
    }

    internal static Encounter Open(
        Work work,
        ResidentId resident,
        EncounterKind kind,
        Guid id,
        IReadOnlyList<string> diagnoses,
        Guid? course = null,
        string? department = null,
        string? village = null
    ) =>
        work.Add(
            new Encounter
            {
                Id = id,
                Resident = resident,
                Institution = work.Actor.Institution,
                Kind = kind,
                Course = course ?? id,
                OpenedAt = work.Now,
                Doctor = work.Actor.Account,
                Department = department ?? work.Actor.Department,
                Village = village,
                Diagnoses = [.. diagnoses],
            }
        );
}
