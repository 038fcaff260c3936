using Yihe.Kernel.Flows;

namespace Yihe.Plans;

public enum PlanState
{
    [Display(Name = "待批准")]
    Proposed,

    [Display(Name = "已批准")]
    Approved,

    [Display(Name = "未批准")]
    Declined,

    [Display(Name = "已撤回")]
    Withdrawn,
}

internal enum PlanMove
{
    Approve,
    Decline,
    Withdraw,
}

/// <summary>A version was approved; what is already set for days after its beginning may follow it now.</summary>
public sealed record PlanApproved(int Number, DateTimeOffset From);

/// <summary>A version is in force from now on.</summary>
public sealed record PlanInForce(int Number);

/// <summary>
/// A new version of the blueprint's parameters (方案新版本): proposed by one person against the newest version, decided by another,
/// in force from a date. One is decided before the next is proposed.
/// </summary>
internal sealed class PlanProposal : IMatter<PlanState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public PlanState State { get; set; }

    /// <summary>The version it changes; approved, it becomes the next.</summary>
    public required int Before { get; init; }
    public required DateOnly From { get; init; }
    public required string Text { get; init; }
    public required string Reason { get; init; }
    public required int Changes { get; init; }
    public required AccountId ProposedBy { get; init; }
    public required string ProposedByName { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Where somebody else may approve it.</summary>
    public required InstitutionId Office { get; init; }
    public AccountId? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Note { get; private set; }
    public int Number => Before + 1;
    public int Blueprint => Before;
    public Guid? Subject => null;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => [Office];
    public WorkItemFace Face =>
        new($"第 {Number} 版", ProposedByName, "提出", $"{From:yyyy-MM-dd} 起改 {Changes} 项：{Reason}", $"/plans/{Id}", Urgency.Routine);

    internal static readonly Flow<PlanProposal, PlanState, PlanMove> Flow = new("plan", "方案新版本", PlanState.Proposed)
    {
        States =
        [
            new(PlanState.Proposed, "待批准", Tone.Info) { Holder = p => new(p.Office, Rights.ApprovePlans), Asks = "批准方案新版本" },
            new(PlanState.Approved, "已批准", Tone.Ok),
            new(PlanState.Declined, "未批准", Tone.Quiet),
            new(PlanState.Withdrawn, "已撤回", Tone.Quiet),
        ],
        Moves =
        [
            new(PlanState.Proposed, PlanMove.Approve, PlanState.Approved, "批准", _ => new(default, Rights.ApprovePlans)),
            new(PlanState.Proposed, PlanMove.Decline, PlanState.Declined, "不批准", _ => new(default, Rights.ApprovePlans)),
            new(PlanState.Proposed, PlanMove.Withdraw, PlanState.Withdrawn, "撤回", _ => new(default, Rights.ProposePlans)),
        ],
    };

    internal void Decide(Work work, string? note) => (DecidedBy, DecidedAt, Note) = (work.Actor.Account, work.Now, note);

    /// <summary>The newest version, in force or not yet.</summary>
    internal static Task<BlueprintVersion> Newest(Work work, CancellationToken ct) =>
        work.Db.Set<BlueprintVersion>().AsNoTracking().OrderByDescending(v => v.Number).FirstAsync(ct);
}
