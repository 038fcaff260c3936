namespace Yihe.Residents.Sensitive;

/// <summary>
/// The sensitive entries of a person are open to an institution (敏感内容开放): for as long as the person's consent lasts, or for some hours to the one
/// who gave two identifiers and a reason of those that open them.
/// </summary>
[Index(nameof(Resident), nameof(Institution))]
[Index(nameof(Institution), nameof(EndedAt))]
[Index(nameof(Matter))]
internal sealed class SensitiveAccess : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required ResidentId Resident { get; init; }
    public required InstitutionId Institution { get; init; }

    /// <summary>Whom alone it is open to; all of the institution where it is nobody.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The consent it lasts as long as.</summary>
    public Guid? Matter { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }

    internal void EndAt(DateTimeOffset end) => EndedAt = end;
}
