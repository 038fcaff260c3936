using Yihe.Joining.Import;

[assembly: TablesOf("organization")]

namespace Yihe.Joining;

/// <summary>How institutions come in: the way to a membership, agreements, and lists of institutions and people from Excel.</summary>
public static class JoiningModule
{
    public static readonly Module Definition = new("Joining", typeof(JoiningModule).Assembly)
    {
        Routes =
        [
            Route.Get("joinings", ListJoinings.Door),
            Route.Post("joinings", ApplyToJoin.Door),
            Route.Get("joinings/{id}", ShowJoining.Door),
            Route.Post("joinings/{id}/withdrawal", WithdrawJoining.Door),
            Route.Post("joinings/{id}/agreement", SignJoining.Door),
            Route.Post("joining-approvals/{id}/giving", ApproveJoining.Door),
            Route.Post("joining-approvals/{id}/refusal", RefuseJoining.Door),
            Route.Get("agreements", ListAgreements.Door),
            Route.Post("agreements", SignAgreement.Door),
            Route.Get("agreements/{id}", ShowAgreement.Door),
            Route.Get("agreements/{id}/file", OpenAgreement.Door),
            Route.Post("agreements/{id}/renewal", RenewAgreement.Door),
            Route.Post("agreements/{id}/ending", EndAgreement.Door),
            .. ImportKind.All.Select(k => Route.Post($"imports/{k.Name}", k.Door)),
            .. ImportKind.All.Select(k => Route.Get($"imports/{k.Name}/template", k.Template)),
            Route.Get("imports/returned/{id}", OpenImportReturn.Door),
        ],
        Chores = [WarnOfEndingAgreements.Door],
        Beats = [new("agreements", WarnOfEndingAgreements.Door, WarnOfEndingAgreements.IsDue)],
        Subscriptions = [Subscription.On<MemberLeft>("end-agreements", "协议随退出终止", EndAgreementsOnMemberLeft.Run)],
        Flows = [JoiningFlow.Table, ApprovalFlow.Table, AgreementFlow.Table],
        Acts =
        [
            new(ApprovalFlow.Table, nameof(ApprovalMove.Approve), ApproveJoining.Door),
            new(ApprovalFlow.Table, nameof(ApprovalMove.Refuse), RefuseJoining.Door),
            new(JoiningFlow.Table, nameof(JoiningMove.Sign), SignJoining.Door),
            new(JoiningFlow.Table, nameof(JoiningMove.Withdraw), WithdrawJoining.Door),
            new(AgreementFlow.Table, nameof(AgreementMove.Renew), RenewAgreement.Door),
            new(AgreementFlow.Table, nameof(AgreementMove.End), EndAgreement.Door),
        ],
        Menu =
        [
            new("管理", "加入医共体", "/joinings", "sign", Rights.ReadJoinings),
            new("管理", "协议", "/agreements", "book", Rights.ReadAgreements),
        ],
    };
}
