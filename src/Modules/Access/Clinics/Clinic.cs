namespace Yihe.Access.Clinics;

/// <summary>A clinic (门诊) that a doctor or department holds on certain half-days of the week.</summary>
[Index(nameof(Institution))]
internal sealed class Clinic : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Code { get; init; }
    public required InstitutionId Institution { get; init; }
    public required string Department { get; init; }
    public required string Title { get; init; }
    public required string Doctor { get; init; }

    /// <summary>For a joint GP–specialist clinic (联合门诊): the general practitioner. WJ-14.</summary>
    public string? With { get; init; }
    public required ClinicKind Kind { get; init; }
    public string? Room { get; init; }
    public required Selling Selling { get; init; }

    /// <summary>Minutes per numbered time.</summary>
    public required int Minutes { get; init; }
    public required int Capacity { get; init; }

    [AsJson]
    public required IReadOnlyList<HalfDay> Week { get; init; }
    public IEnumerable<InstitutionId> Parties => [Institution];
}
