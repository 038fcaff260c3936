namespace Yihe.Joining;

internal enum ApprovalState
{
    Asked,
    Given,
    Refused,
    Lapsed,
}

internal enum ApprovalMove
{
    Approve,
    Refuse,
    Lapse,
}

/// <summary>One approval that a joining needs (批准): in the inbox of who must decide until it is given, refused or no longer needed.</summary>
[Index(nameof(Joining))]
internal sealed class Approval : IMatter<ApprovalState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Joining { get; init; }
    public required int Step { get; init; }
    public required string Words { get; init; }
    public ApprovalState State { get; set; }
    public required InstitutionId By { get; init; }
    public required string Number { get; init; }
    public required string Applicant { get; init; }
    public required string Why { get; init; }
    public required int Blueprint { get; init; }
    public AccountId? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Reason { get; private set; }
    public Guid? Subject => null;
    public Guid Course => Joining;
    public IEnumerable<InstitutionId> Parties => [By];
    public WorkItemFace Face => new(Number, Applicant, Words, Why, $"/joinings/{Joining}", Urgency.Routine);

    internal void Decide(Work work, string? reason = null) => (DecidedBy, DecidedAt, Reason) = (work.Actor.Account, work.Now, reason);

    /// <summary>Asks for every approval of the step the joining stands at.</summary>
    internal static async Task AskAll(Work work, Joining joining, IReadOnlyList<InstitutionCard> all, CancellationToken ct)
    {
        foreach (var asked in work.Platform.Blueprints.Of<OrganizationSection>(joining.Blueprint).Joining!.Steps[joining.Step].Approvals)
            await ApprovalFlow.Table.Enter(
                work,
                work.Add(
                    new Approval
                    {
                        Id = work.NewId(),
                        Joining = joining.Id,
                        Step = joining.Step,
                        Words = asked.Words,
                        By = asked.Institution is { } code ? all.First(i => i.Code == code).Id : joining.Lead,
                        Number = joining.Number,
                        Applicant = joining.Name,
                        Why = joining.Why,
                        Blueprint = joining.Blueprint,
                    }
                ),
                ct
            );
    }

    internal static Task<List<Approval>> Of(Work work, Guid joining, CancellationToken ct) =>
        work.Db.Set<Approval>().Where(a => a.Joining == joining).OrderBy(a => a.Step).ThenBy(a => a.Id).ToListAsync(ct);
}

/// <summary>How one approval moves.</summary>
internal static class ApprovalFlow
{
    internal static readonly Flow<Approval, ApprovalState, ApprovalMove> Table = new("joining-approval", "加入审批", ApprovalState.Asked)
    {
        States =
        [
            new(ApprovalState.Asked, "待批准", Tone.Warn, Decider, "审批加入申请"),
            new(ApprovalState.Given, "已同意", Tone.Ok),
            new(ApprovalState.Refused, "不同意", Tone.Danger),
            new(ApprovalState.Lapsed, "不再需要", Tone.Quiet),
        ],
        Moves =
        [
            new(ApprovalState.Asked, ApprovalMove.Approve, ApprovalState.Given, "同意", Decider),
            new(ApprovalState.Asked, ApprovalMove.Refuse, ApprovalState.Refused, "不同意", Decider),
            new(ApprovalState.Asked, ApprovalMove.Lapse, ApprovalState.Lapsed, "不再需要", Anyone),
        ],
    };

    private static Holder Decider(Approval a) => new(a.By, Rights.DecideJoining);

    /// <summary>It follows from what another approver or the applicant did.</summary>
    private static Holder Anyone(Approval a) => new(default, Rights.ReadJoinings);
}
