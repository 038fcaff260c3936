namespace Yihe.Joining;

internal enum JoiningState
{
    Deciding,
    Signing,
    Joined,
    Refused,
    Withdrawn,
}

internal enum JoiningMove
{
    Pass,
    Refuse,
    Withdraw,
    Sign,
}

/// <summary>An institution's way into a consortium (加入申请): from its asking to the signed agreement, along the steps of the blueprint. KS-24.</summary>
[Index(nameof(Applicant))]
internal sealed class Joining : IMatter<JoiningState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Number { get; init; }
    public JoiningState State { get; set; }
    public required InstitutionId Applicant { get; init; }
    public required string Name { get; init; }
    public required string Consortium { get; init; }
    public string? Zone { get; init; }

    /// <summary>The lead hospital with which the intention is to be reached, and which signs.</summary>
    public required InstitutionId Lead { get; init; }
    public required string Why { get; init; }

    [AsJson]
    public required IReadOnlyList<InstitutionId> Involved { get; init; }
    public required int Blueprint { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The step it stands at, from 0.</summary>
    public int Step { get; private set; }

    /// <summary>How many approvals were given; changed with each, so that two at once exclude each other.</summary>
    public int Given { get; private set; }

    /// <summary>Why it was refused or withdrawn.</summary>
    public string? EndedFor { get; private set; }
    public Guid? Agreement { get; set; }
    public Guid? Subject => null;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => Involved;
    public WorkItemFace Face => new(Number, Name, Zone ?? "", Why, $"/joinings/{Id}", Urgency.Routine);

    internal void Count() => Given++;

    internal void Advance() => Step++;

    internal void End(string why) => EndedFor = why;
}

/// <summary>How a joining moves; what must be approved before it passes is the blueprint's.</summary>
internal static class JoiningFlow
{
    internal static readonly Flow<Joining, JoiningState, JoiningMove> Table = new("joining", "加入医共体", JoiningState.Deciding)
    {
        States =
        [
            new(JoiningState.Deciding, "审批中", Tone.Info),
            new(JoiningState.Signing, "待签约", Tone.Warn, Lead, "签订加入协议"),
            new(JoiningState.Joined, "已签约", Tone.Ok),
            new(JoiningState.Refused, "未获批准", Tone.Danger),
            new(JoiningState.Withdrawn, "已撤回", Tone.Quiet),
        ],
        Moves =
        [
            new(JoiningState.Deciding, JoiningMove.Pass, JoiningState.Signing, "审批完毕", Approver),
            new(JoiningState.Deciding, JoiningMove.Refuse, JoiningState.Refused, "不予批准", Approver),
            new(JoiningState.Deciding, JoiningMove.Withdraw, JoiningState.Withdrawn, "撤回申请", Applicant),
            new(JoiningState.Signing, JoiningMove.Sign, JoiningState.Joined, "签订协议", Lead),
            new(JoiningState.Signing, JoiningMove.Withdraw, JoiningState.Withdrawn, "撤回申请", Applicant),
        ],
    };

    private static Holder Lead(Joining j) => new(j.Lead, Rights.SignAgreements);

    private static Holder Applicant(Joining j) => new(j.Applicant, Rights.ApplyToJoin);

    private static Holder Approver(Joining j) => new(default, Rights.DecideJoining);
}
