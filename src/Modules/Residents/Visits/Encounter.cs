namespace Yihe.Residents.Visits;

public enum EncounterKind
{
    [Display(Name = "门诊")]
    Outpatient,

    [Display(Name = "急诊")]
    Emergency,

    [Display(Name = "住院")]
    Inpatient,
}

/// <summary>A person under an institution's care from one moment to another (就诊): a visit, an emergency, a stay. FHIR Encounter.</summary>
[Index(nameof(Resident), nameof(OpenedAt))]
[Index(nameof(Course))]
internal sealed class Encounter : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required ResidentId Resident { get; init; }
    public required InstitutionId Institution { get; init; }

    /// <summary>Where it went on, in order: a stay that moved to wards of other institutions is one stay. QJ-39.</summary>
    [AsJson]
    public IReadOnlyList<InstitutionId> Onward { get; private set; } = [];
    public required EncounterKind Kind { get; init; }

    /// <summary>The course of events it is part of; visits and stays joined by referral share it.</summary>
    public required Guid Course { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public AccountId? Doctor { get; init; }
    public string? Department { get; init; }

    /// <summary>The village it took place in, where the institution came to the people (巡诊). QJ-10.</summary>
    public string? Village { get; init; }
    public required IReadOnlyList<string> Diagnoses { get; set; }
    public string? Outcome { get; private set; }
    public Guid? Subject => Resident.Value;
    public IEnumerable<InstitutionId> Parties => Onward.Prepend(Institution).Distinct();

    internal void GoOn(InstitutionId institution) => Onward = [.. Onward, institution];

    internal void Close(DateTimeOffset at, IReadOnlyList<string> diagnoses, string? outcome) =>
        (ClosedAt, Diagnoses, Outcome) = (at, [.. diagnoses], outcome);
}

public enum NextStep
{
    [Display(Name = "回家观察")]
    Home,

    [Display(Name = "上转")]
    Refer,

    [Display(Name = "先问上级")]
    Ask,
}

/// <summary>What was found at a short visit, for sites with no system of their own; the encounter is its own row.</summary>
internal sealed class VisitNote : IEntity
{
    /// <summary>The encounter's id.</summary>
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Complaint { get; init; }

    /// <summary>mmHg.</summary>
    public int? Systolic { get; init; }
    public int? Diastolic { get; init; }

    /// <summary>mmol/L.</summary>
    public decimal? Glucose { get; init; }

    /// <summary>°C.</summary>
    public decimal? Temperature { get; init; }
    public required string DiagnosisCode { get; init; }
    public required string DiagnosisName { get; init; }
    public required NextStep Next { get; init; }

    internal BloodPressure? Pressure => Systolic is { } high && Diastolic is { } low ? new(high, low) : null;

    internal string? Signs =>
        string.Join(
            "；",
            new[]
            {
                Systolic is null ? null : $"血压 {Systolic}/{Diastolic} mmHg",
                Glucose is null ? null : $"血糖 {Glucose:0.#} mmol/L",
                Temperature is null ? null : $"体温 {Temperature:0.0} ℃",
            }.Where(s => s is not null)
        );
}
