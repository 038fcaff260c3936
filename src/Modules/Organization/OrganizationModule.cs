using Yihe.Organization.Accounts;
using Yihe.Organization.Audit;
using Yihe.Organization.Import;
using Yihe.Organization.Own;
using Yihe.Organization.Passkeys;
using Yihe.Organization.Plans;
using Yihe.Organization.Tokens;

namespace Yihe.Organization;

/// <summary>Region, consortium, institutions and memberships over time; accounts, posts and rights; the log of acts.</summary>
public static class OrganizationModule
{
    public static readonly Module Definition = new("Organization", typeof(OrganizationModule).Assembly)
    {
        Sections = OrganizationBlueprint.Sections,
        Found = FoundOrganization.Run,
        Write = PlanText.WriteRows,
        Routes =
        [
            Route.Post("session", SignIn.Door),
            Route.Delete("session", SignOut.Door),
            Route.Post("session/passkey", SignInWithPasskey.Door),
            Route.Post("session/passkey-question", AskForPasskey.Door),
            Route.Put("session/post", SwitchPost.Door),
            Route.Get("invitations/{token}", ShowInvitation.Door),
            Route.Post("invitations/{token}", AcceptInvitation.Door),
            Route.Get("account", ShowMyAccount.Door),
            Route.Put("account/password", ChangePassword.Door),
            Route.Get("account/authenticator-offer", OfferAuthenticator.Door),
            Route.Put("account/authenticator", BindAuthenticator.Door),
            Route.Delete("account/authenticator", UnbindAuthenticator.Door),
            Route.Post("account/passkey-question", AskForNewPasskey.Door),
            Route.Post("account/passkeys", AddPasskey.Door),
            Route.Delete("account/passkeys/{id}", RemovePasskey.Door),
            Route.Get("institutions", ListInstitutions.Door),
            Route.Get("organization", ShowMap.Door),
            Route.Post("institutions/{institution}/leaving", LeaveConsortium.Door),
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
            Route.Get("accounts", ListAccounts.Door),
            Route.Post("accounts", CreateAccount.Door),
            Route.Get("accounts/{id}", ShowAccount.Door),
            Route.Post("accounts/{id}/invitation", InviteAccount.Door),
            Route.Post("accounts/{id}/disabling", DisableAccount.Door),
            Route.Post("accounts/{id}/enabling", EnableAccount.Door),
            Route.Post("accounts/{id}/unlocking", UnlockAccount.Door),
            Route.Post("accounts/{account}/posts", GrantPost.Door),
            Route.Post("posts/{id}/ending", EndPost.Door),
            Route.Get("tokens", ListTokens.Door),
            Route.Post("tokens", IssueToken.Door),
            Route.Post("tokens/{id}/revocation", RevokeToken.Door),
            Route.Get("plans", ListPlans.Door),
            Route.Get("plans/parameters", ListParameters.Door),
            Route.Get("plans/blueprint.json", ExportPlan.Door),
            Route.Post("plans", ProposePlan.Door),
            Route.Post("plans/comparison", ComparePlan.Door),
            Route.Post("plans/changes", ChangeParameters.Door),
            Route.Get("plans/{id}", ShowPlan.Door),
            Route.Post("plans/{id}/approval", ApprovePlan.Door),
            Route.Post("plans/{id}/declining", DeclinePlan.Door),
            Route.Post("plans/{id}/withdrawal", WithdrawPlan.Door),
            Route.Get("acts", SearchActs.Door),
            Route.Get("acts.csv", ExportActs.Door),
        ],
        Chores = [InviteByOperator.Door, DemoDirectory.Open, WarnOfEndingAgreements.Door],
        Flows = [JoiningFlow.Table, ApprovalFlow.Table, AgreementFlow.Table, PlanProposal.Flow],
        Acts =
        [
            new(PlanProposal.Flow, nameof(PlanMove.Approve), ApprovePlan.Door),
            new(PlanProposal.Flow, nameof(PlanMove.Decline), DeclinePlan.Door),
            new(PlanProposal.Flow, nameof(PlanMove.Withdraw), WithdrawPlan.Door),
            new(ApprovalFlow.Table, nameof(ApprovalMove.Approve), ApproveJoining.Door),
            new(ApprovalFlow.Table, nameof(ApprovalMove.Refuse), RefuseJoining.Door),
            new(JoiningFlow.Table, nameof(JoiningMove.Sign), SignJoining.Door),
            new(JoiningFlow.Table, nameof(JoiningMove.Withdraw), WithdrawJoining.Door),
            new(AgreementFlow.Table, nameof(AgreementMove.Renew), RenewAgreement.Door),
            new(AgreementFlow.Table, nameof(AgreementMove.End), EndAgreement.Door),
        ],
        Menu =
        [
            new("管理", "组织图", "/organization", "home", Rights.ReadOrganization),
            new("管理", "成员机构", "/institutions", "building", Rights.ReadOrganization),
            new("管理", "加入医共体", "/joinings", "sign", Rights.ReadJoinings),
            new("管理", "协议", "/agreements", "book", Rights.ReadAgreements),
            new("管理", "账号与岗位", "/accounts", "people", Rights.ReadAccounts),
            new("管理", "接口令牌", "/tokens", "key", Rights.IssueTokens),
            new("管理", "方案参数", "/plans", "task", Rights.ReadPlans),
            new("管理", "审计查询", "/acts", "history", Rights.SearchActs),
        ],
    };
}
