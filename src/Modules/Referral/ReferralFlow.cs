namespace Yihe.Referral;

internal enum ReferralState
{
    Requested,
    Returned,
    Accepted,
    Arrived,
    Concluded,
    GivenUp,
    Cancelled,
}

internal enum ReferralMove
{
    Accept,
    Return,
    Resubmit,
    Redirect,
    ConfirmArrival,
    Conclude,
    PassOn,
    StepDown,
    FollowUp,
    GiveUp,
    Cancel,
}

/// <summary>How a referral moves, up and down. One row per legal move; anything not listed is refused. XX-23, XX-24, XX-25.</summary>
internal static class ReferralFlow
{
    private static readonly FlowState<Referral, ReferralState>[] SharedStates =
    [
        new(ReferralState.Returned, "已退回", Tone.Warn, Sender, "补充后重提", Within(l => l.Revise)),
        new(ReferralState.GivenUp, "患者放弃", Tone.Quiet),
        new(ReferralState.Cancelled, "已撤销", Tone.Quiet),
    ];

    private static readonly FlowMove<Referral, ReferralState, ReferralMove>[] SharedMoves =
    [
        new(ReferralState.Requested, ReferralMove.Redirect, ReferralState.Requested, "改派", Receiver, Overseer),
        new(ReferralState.Requested, ReferralMove.Return, ReferralState.Returned, "退回", Receiver),
        new(ReferralState.Requested, ReferralMove.Cancel, ReferralState.Cancelled, "撤销", Sender, Patient),
        new(ReferralState.Returned, ReferralMove.Resubmit, ReferralState.Requested, "补充后重提", Sender),
        new(ReferralState.Returned, ReferralMove.Cancel, ReferralState.Cancelled, "撤销", Sender, Patient),
    ];

    internal static readonly Flow<Referral, ReferralState, ReferralMove> Up = new("referral-up", "上转", ReferralState.Requested)
    {
        Only = r => r.IsUp,
        States =
        [
            new(ReferralState.Requested, "待受理", Tone.Warn, Receiver, "受理上转", AnswerLimit),
            new(ReferralState.Accepted, "待到院", Tone.Info, Receiver, "到院确认", Within(l => l.Arrival)),
            new(ReferralState.Arrived, "诊疗中", Tone.Info, Receiver, "反馈或下转", Within(l => l.Feedback)),
            new(ReferralState.Concluded, "已结案", Tone.Ok),
            .. SharedStates,
        ],
        Moves =
        [
            new(ReferralState.Requested, ReferralMove.Accept, ReferralState.Accepted, "受理", Receiver),
            .. SharedMoves,
            new(ReferralState.Accepted, ReferralMove.ConfirmArrival, ReferralState.Arrived, "到院确认", Receiver, Office),
            new(ReferralState.Requested, ReferralMove.ConfirmArrival, ReferralState.Arrived, "先到院后补手续", Receiver)
            {
                When = (r => r.IsGreen, "只有绿色通道可以先到院，请先受理"),
            },
            new(ReferralState.Accepted, ReferralMove.GiveUp, ReferralState.GivenUp, "登记患者放弃", Receiver, Office, Sender, Patient),
            new(ReferralState.Arrived, ReferralMove.StepDown, ReferralState.Concluded, "下转", Receiver),
            new(ReferralState.Arrived, ReferralMove.PassOn, ReferralState.Concluded, "再上转", Receiver),
            new(ReferralState.Arrived, ReferralMove.Conclude, ReferralState.Concluded, "结案反馈", Receiver),
            new(ReferralState.Arrived, ReferralMove.GiveUp, ReferralState.GivenUp, "登记患者放弃", Receiver),
        ],
    };

    internal static readonly Flow<Referral, ReferralState, ReferralMove> Down = new("referral-down", "下转", ReferralState.Requested)
    {
        Only = r => !r.IsUp,
        States =
        [
            new(ReferralState.Requested, "待接续", Tone.Warn, Receiver, "接续管理", Within(l => l.TakeOver)),
            new(ReferralState.Accepted, "续治中", Tone.Info, Receiver, "首次随访", Within(l => l.FollowUp)),
            new(ReferralState.Concluded, "已闭环", Tone.Ok),
            .. SharedStates,
        ],
        Moves =
        [
            new(ReferralState.Requested, ReferralMove.Accept, ReferralState.Accepted, "接续", Receiver),
            .. SharedMoves,
            new(ReferralState.Accepted, ReferralMove.FollowUp, ReferralState.Concluded, "登记随访并闭环", Receiver),
            new(ReferralState.Accepted, ReferralMove.StepDown, ReferralState.Concluded, "再下转", Receiver),
            new(ReferralState.Accepted, ReferralMove.GiveUp, ReferralState.GivenUp, "登记患者放弃", Receiver),
        ],
    };

    internal static Flow<Referral, ReferralState, ReferralMove> Of(Referral referral) => Of(referral.Direction);

    internal static Flow<Referral, ReferralState, ReferralMove> Of(ReferralDirection direction) =>
        direction == ReferralDirection.Up ? Up : Down;

    /// <summary>Makes a move by the referral's own flow, tells the world, and ends what ends with it.</summary>
    internal static async Task<Refusal?> Move(
        this Referral referral,
        Work work,
        ReferralMove move,
        CancellationToken ct,
        Func<Task<Refusal?>>? apply = null
    )
    {
        var state = await ReferralFacts.Moved(work, referral, move, ct);
        if (await Of(referral).Make(work, referral, move, ct, apply) is { } illegal)
            return illegal;
        state();
        if (move is ReferralMove.Return or ReferralMove.Redirect or ReferralMove.GiveUp or ReferralMove.Cancel)
        {
            await SlotDesk.GiveBack(work, referral.Key, ct);
            await BedDesk.GiveBack(work, referral.Key, ct);
        }
        work.Publish(new ReferralMoved(referral.Id, move.ToString()));
        if (Of(referral)[referral.State].Holder is not null)
            return null;
        referral.EndedAt = work.Now;
        await ResidentRecord.Close(work, referral.Stay, referral.Picture.Diagnoses, Shape.JsonName(referral.State.ToString()), ct);
        var afterlook = work.Platform.Blueprints.Of<ReferralSection>(referral.Blueprint).AfterlookHours;
        await ResidentDirectory.Unrelate(work, referral.Key, TimeSpan.FromHours(afterlook), ct);
        return null;
    }

    private static Holder Sender(Referral r) => new(r.From, Rights.Send);

    /// <summary>Whoever must act at the receiving institution: its referral office until triage, then the department.</summary>
    private static Holder Receiver(Referral r) => r.AtOffice ? Office(r) : new(r.To, Rights.Receive, r.Department);

    private static Holder Office(Referral r) => new(r.To, Rights.Triage);

    /// <summary>Who was to be sent need not go. WJ-11.</summary>
    private static Holder Patient(Referral r) => Holder.Patient(r.Subject);

    private static Holder Overseer(Referral r) => new(default, Rights.Oversee);

    private static TimeLimit? AnswerLimit(Referral r, BlueprintBook book) =>
        book.Of<ReferralSection>(r.Blueprint).Limits.Answer[r.Priority];

    private static Func<Referral, BlueprintBook, TimeLimit?> Within(Func<ReferralLimits, TimeLimit> limit) =>
        (r, book) => limit(book.Of<ReferralSection>(r.Blueprint).Limits);
}

/// <summary>A referral was moved, or requested in the first place; whoever cares looks it up.</summary>
public sealed record ReferralMoved(ReferralId Referral, string Move)
{
    internal const string Requested = "Request";
}
