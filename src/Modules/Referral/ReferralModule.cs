using Yihe.Kernel.News;
using Yihe.Kernel.Pools;
using Yihe.Referral.Asking;
using Yihe.Referral.Attachments;
using Yihe.Referral.My;
using Yihe.Referral.Reactions;

namespace Yihe.Referral;

/// <summary>Two-way referral: up, down, and the question before it.</summary>
public static class ReferralModule
{
    /// <summary>The moves of a referral: by which use case, at which address, and whether a click is enough.</summary>
    private static readonly (ReferralMove Move, UseCase UseCase, string Noun, IFlow? Direct)[] Moves =
    [
        (ReferralMove.Accept, AcceptReferral.Door, "acceptance", ReferralFlow.Down),
        (ReferralMove.Return, ReasonedMoves.Return, "return", null),
        (ReferralMove.Redirect, RedirectReferral.Door, "redirection", null),
        (ReferralMove.Resubmit, ResubmitReferral.Door, "resubmission", null),
        (ReferralMove.ConfirmArrival, ConfirmArrival.Door, "arrival", null),
        (ReferralMove.Conclude, ConcludeReferral.Door, "conclusion", null),
        (ReferralMove.StepDown, StepDown.Door, "step-down", null),
        (ReferralMove.FollowUp, FollowUpReferral.Door, "follow-up", null),
        (ReferralMove.GiveUp, ReasonedMoves.GiveUp, "giving-up", null),
        (ReferralMove.Cancel, ReasonedMoves.Cancel, "cancellation", null),
    ];

    public static readonly Module Definition = new("Referral", typeof(ReferralModule).Assembly)
    {
        Sections = [ReferralSection.Section],
        Facts = [ReferralFacts.Move],
        Faces = [Fhir.ServiceRequest],
        Flows = [ReferralFlow.Up, ReferralFlow.Down, AdviceFlow.Table],
        Acts =
        [
            .. Moves.Select(m => new MoveAct(ReferralFlow.Up, m.Move.ToString(), m.UseCase, m.Direct == ReferralFlow.Up)),
            .. Moves.Select(m => new MoveAct(ReferralFlow.Down, m.Move.ToString(), m.UseCase, m.Direct == ReferralFlow.Down)),
            new(AdviceFlow.Table, nameof(AdviceMove.Answer), AnswerAdvice.Door),
            new(AdviceFlow.Table, nameof(AdviceMove.Close), CloseAdvice.Door, Direct: true),
            new(AdviceFlow.Table, nameof(AdviceMove.Withdraw), CloseAdvice.Door, Direct: true),
        ],
        Subscriptions =
        [
            Subscription.On<ReferralMoved>("tell-resident", "短信告知患者", TellResidentOnReferralMoved.Run),
            Subscription.On<ReferralMoved>("slot-follows", "预约随转诊变动", SlotFollowsReferral.Run),
            Subscription.On<HoldExpired>("slot-expired", "预占到时释放", SlotFollowsReferral.Expired),
        ],
        Routes =
        [
            Route.Get("referrals", ListReferrals.Door),
            Route.Post("referrals", RequestReferral.Door),
            Route.Get("referrals/start", StartReferral.Door),
            Route.Get("referrals/places", ListPlaces.Door),
            Route.Get("referrals/{id}", ShowReferral.Door),
            Route.Get("referrals/{id}/slip", PrintSlip.Door),
            .. Moves.Select(m => Route.Post($"referrals/{{id}}/{m.Noun}", m.UseCase)),
            Route.Post("referrals/{id}/attachments", AttachFile.Door),
            Route.Get("referrals/{id}/attachments/{attachment}", OpenAttachment.Door),
            Route.Get("my/referrals", ListOwnReferrals.Door),
            Route.Post("my/referrals/{id}/withdrawal", WithdrawReferral.Door),
            Route.Post("advice", AskAdvice.Door),
            Route.Get("advice/{id}", ShowAdvice.Door),
            Route.Post("advice/{id}/answer", AnswerAdvice.Door),
            Route.Post("advice/{id}/closing", CloseAdvice.Door),
        ],
        Menu =
        [
            new("转诊", "转入", "/referrals?box=in", "inbox", Rights.Read),
            new("转诊", "转出", "/referrals?box=out", "swap", Rights.Send),
        ],
    };
}
