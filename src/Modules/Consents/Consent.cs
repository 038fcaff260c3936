using Yihe.ResidentAccounts;
using Yihe.Residents.Sensitive;

namespace Yihe.Consents;

/// <summary>
/// A person consents to one purpose (同意), in one edition of its text, for one institution or all members: themselves on the phone, a guardian for a
/// child, or before staff who noted on what evidence.
/// </summary>
[Index(nameof(Resident), nameof(Purpose))]
[Index(nameof(Purpose), nameof(State))]
internal sealed class Consent : IMatter<ConsentState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required ResidentId Resident { get; init; }
    public required Purpose Purpose { get; init; }
    public required int Edition { get; init; }

    /// <summary>For whom; all members of that day where it is none.</summary>
    public InstitutionId? Institution { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Blueprint { get; init; }
    public ConsentState State { get; set; }

    /// <summary>The guardian who decided, where it was one on the phone.</summary>
    public ResidentId? Guardian { get; init; }

    /// <summary>The counter that noted it, by whom, and what they had before them; none where it was given on the phone.</summary>
    public InstitutionId? NotedAt { get; init; }
    public AccountId? NotedBy { get; init; }
    public string? Evidence { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Guid Course => Id;
    public Guid? Subject => Resident.Value;
    public Guid? Whose => Resident.Value;
    public IEnumerable<InstitutionId> Parties => [];
    public WorkItemFace Face =>
        new(Id.ToString("N")[^6..].ToUpperInvariant(), "", "", "", $"/residents/{Resident}/consents", Urgency.Routine);

    /// <summary>The consents that hold.</summary>
    internal static IQueryable<Consent> InForce(AppDb db, Purpose purpose) =>
        db.Set<Consent>().Where(c => c.Purpose == purpose && c.State == ConsentState.Given);

    /// <summary>It is given: exactly what it says is opened, in the same commit.</summary>
    internal async Task Enter(Work work, CancellationToken ct)
    {
        await ConsentFlow.Table.Enter(work, this, ct);
        work.ReasonCode = Shape.JsonName($"{Purpose}");
        foreach (var institution in await For(work, ct))
            if (Purpose == Purpose.Care)
                ResidentDirectory.Relate(work, Resident, institution, CareKind.Consent, Id);
            else if (Purpose == Purpose.Sensitive)
                SensitiveRule.Open(work, Resident, institution, Id);
    }

    /// <summary>It ends, and with it all it opened, at once.</summary>
    internal async Task<Refusal?> End(Work work, ConsentMove move, CancellationToken ct)
    {
        if (await ConsentFlow.Table.Make(work, this, move, ct) is { } illegal)
            return illegal;
        EndedAt = work.Now;
        work.ReasonCode = Shape.JsonName($"{Purpose}");
        await ResidentDirectory.Unrelate(work, Id, TimeSpan.Zero, ct);
        await SensitiveRule.Close(work, Id, ct);
        if (Purpose == Purpose.Family)
            await AgencyDesk.EndAll(work, Resident, ct);
        return null;
    }

    private async Task<IEnumerable<InstitutionId>> For(Work work, CancellationToken ct) =>
        Institution is { } one ? [one] : (await InstitutionDirectory.All(work, ct)).Where(i => i.IsMember).Select(i => i.Id);
}
