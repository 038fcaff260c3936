namespace Yihe.Referral;

public enum ReferralDirection
{
    [Display(Name = "上转")]
    Up,

    [Display(Name = "下转")]
    Down,
}

public enum ReferralPriority
{
    [Display(Name = "普通")]
    Routine,

    [Display(Name = "优先")]
    Priority,

    [Display(Name = "急诊（绿色通道）")]
    Emergency,
}

/// <summary>
/// One hop of a patient between two institutions (双向转诊), up or down. Hops of one illness share a course, and with it a timeline.
/// </summary>
[Index(nameof(From), nameof(RequestedAt))]
[Index(nameof(To), nameof(RequestedAt))]
[Index(nameof(From), nameof(State), nameof(RequestedAt))]
[Index(nameof(To), nameof(State), nameof(RequestedAt))]
[Index(nameof(From), nameof(State), nameof(Person))]
[Index(nameof(To), nameof(State), nameof(Person))]
[Index(nameof(Course))]
[Index(nameof(Resident), nameof(RequestedAt))]
[Index(nameof(Number), IsUnique = true)]
internal sealed class Referral : IMatter<ReferralState>
{
    public required ReferralId Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id.Value;
    public required string Number { get; init; }
    public required ReferralDirection Direction { get; init; }
    public ReferralState State { get; set; }
    public required ReferralPriority Priority { get; init; }
    public required InstitutionId From { get; init; }
    public required InstitutionId To { get; set; }

    /// <summary>How the two sides were bound when it was sent: within the group, across grids, out of it.</summary>
    public Bond Bond { get; set; }

    /// <summary>Wished by the sender, decided at triage.</summary>
    public string? Department { get; set; }

    /// <summary>The session whose time was wished for and held when this was requested.</summary>
    public Guid? WishedSlot { get; set; }

    /// <summary>The receiving institution has a referral office, and it has not yet passed this on.</summary>
    public bool AtOffice { get; set; }
    public required ResidentId Resident { get; init; }
    public required string Person { get; init; }
    public required string PersonDetail { get; init; }
    public required Guid Course { get; init; }

    /// <summary>The hop before this one.</summary>
    public ReferralId? Follows { get; init; }
    public required int Blueprint { get; init; }
    public required AccountId? RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    [AsJson]
    public required ClinicalPicture Picture { get; set; }

    [AsJson]
    public required Basis Basis { get; init; }

    /// <summary>For a step-down: what to go on with below.</summary>
    [AsJson]
    public CarePlan? Plan { get; init; }

    /// <summary>The last return, redirection, giving-up or cancelling in words.</summary>
    public string? LastReason { get; set; }

    /// <summary>The stay at the receiving institution.</summary>
    public Guid? Stay { get; set; }
    public DateTimeOffset? ArrivedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What came of it, for the sender.</summary>
    public string? Conclusion { get; set; }
    public Guid? Subject => Resident.Value;
    public bool IsUp => Direction == ReferralDirection.Up;
    public bool IsGreen => Priority == ReferralPriority.Emergency;
    public IEnumerable<InstitutionId> Parties => [From, To];
    public Guid? Whose => Resident.Value;

    /// <summary>The alarm of the green channel is for those on the way; it ends when they are here.</summary>
    public WorkItemFace Face =>
        new(
            Number,
            Person,
            PersonDetail,
            State == ReferralState.Returned && LastReason is not null ? $"退回理由：{LastReason}" : Picture.Line,
            $"/referrals/{Id}",
            State == ReferralState.Arrived && IsGreen ? Urgency.Priority : (Urgency)Priority
        );
}

/// <summary>What the receiver needs to know of the illness.</summary>
internal sealed record ClinicalPicture(
    string Complaint,
    string Signs,
    IReadOnlyList<string> Diagnoses,
    string Summary,
    string? Medication,
    string? Request
)
{
    /// <summary>The one line that decides: complaint and signs.</summary>
    internal string Line => string.Join("；", new[] { Complaint, Signs }.Where(s => s.Length > 0));
}

/// <summary>Why the referral is right: criteria met by rule or judged by the doctor, or the reason for going without; and who consented.</summary>
internal sealed record Basis(IReadOnlyList<string> Criteria, string? Override, string Consent);

/// <summary>What is handed down after treatment.</summary>
internal sealed record CarePlan(string DischargeSummary, string Medication, string Rehabilitation, DateOnly FollowUpOn);

/// <summary>What is open is listed the newest first, however much lies behind it.</summary>
internal sealed class ReferralConfiguration : IEntityTypeConfiguration<Referral>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Referral> builder)
    {
        const string open = "ended_at IS NULL";
        foreach (var side in new[] { nameof(Referral.From), nameof(Referral.To) })
            builder.HasIndex(side, nameof(Referral.RequestedAt), nameof(Referral.Id)).HasFilter(open);
        builder.HasIndex(r => new { r.RequestedAt, r.Id }).HasFilter(open);
    }
}
