using Yihe.Kernel.Flows;
using Yihe.Kernel.News;
using Yihe.Referral.Asking;
using Yihe.Referral.Attachments;
using Yihe.Referral.Reactions;

namespace Yihe.Referral;

/// <summary>Two-way referral: up, down, and the question before it.</summary>
public static class ReferralModule
{
    public static readonly Module Definition = new("Referral", typeof(ReferralModule).Assembly)
    {
        Sections = [ReferralSection.Section],
        Flows = [ReferralFlow.Up, ReferralFlow.Down, AdviceFlow.Table],
        Acts =
        [
            .. Both(ReferralMove.Accept, AcceptReferral.Door, ReferralFlow.Down),
            .. Both(ReferralMove.Return, ReturnReferral.Door),
            .. Both(ReferralMove.Redirect, RedirectReferral.Door),
            .. Both(ReferralMove.Resubmit, ResubmitReferral.Door),
            .. Both(ReferralMove.ConfirmArrival, ConfirmArrival.Door),
            .. Both(ReferralMove.Conclude, ConcludeReferral.Door),
            .. Both(ReferralMove.StepDown, StepDown.Door),
            .. Both(ReferralMove.FollowUp, FollowUpReferral.Door),
            .. Both(ReferralMove.GiveUp, GiveUpReferral.Door),
            .. Both(ReferralMove.Cancel, CancelReferral.Door),
            new(AdviceFlow.Table, nameof(AdviceMove.Answer), AnswerAdvice.Door),
            new(AdviceFlow.Table, nameof(AdviceMove.Close), CloseAdvice.Door, Direct: true),
            new(AdviceFlow.Table, nameof(AdviceMove.Withdraw), CloseAdvice.Door, Direct: true),
        ],
        Subscriptions = [Subscription.On<ReferralMoved>("tell-resident", "短信告知患者", TellResidentOnReferralMoved.Run)],
        Routes =
        [
            Route.Get("referrals", ListReferrals.Door),
            Route.Post("referrals", RequestReferral.Door),
            Route.Get("referrals/start", StartReferral.Door),
            Route.Get("referrals/{id}", ShowReferral.Door),
            Route.Get("referrals/{id}/slip", PrintSlip.Door),
            Route.Post("referrals/{id}/acceptance", AcceptReferral.Door),
            Route.Post("referrals/{id}/return", ReturnReferral.Door),
            Route.Post("referrals/{id}/resubmission", ResubmitReferral.Door),
            Route.Post("referrals/{id}/redirection", RedirectReferral.Door),
            Route.Post("referrals/{id}/arrival", ConfirmArrival.Door),
            Route.Post("referrals/{id}/conclusion", ConcludeReferral.Door),
            Route.Post("referrals/{id}/step-down", StepDown.Door),
            Route.Post("referrals/{id}/follow-up", FollowUpReferral.Door),
            Route.Post("referrals/{id}/giving-up", GiveUpReferral.Door),
            Route.Post("referrals/{id}/cancellation", CancelReferral.Door),
            Route.Post("referrals/{id}/attachments", AttachFile.Door),
            Route.Get("referrals/{id}/attachments/{attachment}", OpenAttachment.Door),
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

    private static IEnumerable<MoveAct> Both(ReferralMove move, UseCase useCase, IFlow? directIn = null) =>
        new[] { ReferralFlow.Up, ReferralFlow.Down }.Select(flow => new MoveAct(flow, move.ToString(), useCase, flow == directIn));
}
