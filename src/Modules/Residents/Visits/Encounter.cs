namespace Yihe.Residents.Visits;

public enum EncounterKind
{
    Outpatient,
    Emergency,
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
    public required EncounterKind Kind { get; init; }

    /// <summary>The course of events it is part of; visits and stays joined by referral share it.</summary>
    public required Guid Course { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public AccountId? Doctor { get; init; }
    public string? Department { get; init; }
    public required IReadOnlyList<string> Diagnoses { get; set; }
    public string? Outcome { get; private set; }
    public IEnumerable<InstitutionId> Parties => [Institution];

    internal void Close(DateTimeOffset at, IReadOnlyList<string> diagnoses, string? outcome) =>
        (ClosedAt, Diagnoses, Outcome) = (at, [.. diagnoses], outcome);
}

public enum NextStep
{
    [System.ComponentModel.DataAnnotations.Display(Name = "回家观察")]
    Home,

    [System.ComponentModel.DataAnnotations.Display(Name = "上转")]
    Refer,

    [System.ComponentModel.DataAnnotations.Display(Name = "先问上级")]
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
