using Yihe.Accounts.Alerts;
using Yihe.Accounts.Own;
using Yihe.Accounts.Passkeys;
using Yihe.Accounts.People;
using Yihe.Accounts.Tokens;
using Yihe.Kernel.News;

[assembly: TablesOf("organization")]

namespace Yihe.Accounts;

/// <summary>People who work here: accounts, posts and roles, how they prove who they are, and the tokens of other systems.</summary>
public static class AccountsModule
{
    public static readonly Module Definition = new("Accounts", typeof(AccountsModule).Assembly)
    {
        Sections = [BlueprintSection.Of<Security>("security", SecurityFaults.In)],
        Found = FoundAccounts.Run,
        Write = FoundAccounts.Write,
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
            Route.Get("alerts", ListAlerts.Door),
            Route.Get("alerts/{id}/looks", ListOpenedLooks.Door),
            Route.Post("alerts/{id}/review", ReviewAlert.Door),
        ],
        Chores = [InviteByOperator.Door, DemoDirectory.Open],
        Flows = [Alert.Flow],
        Acts = [new(Alert.Flow, nameof(AlertMove.Review), ReviewAlert.Door)],
        Subscriptions =
        [
            Subscription.On<LimitReached>("alert", "安全告警", Alert.Raise),
            Subscription.On<GlassBroken>("break-glass-alert", "紧急调阅待核实", Alert.Raise),
        ],
        Menu =
        [
            new("管理", "账号与岗位", "/accounts", "people", Rights.ReadAccounts),
            new("管理", "接口令牌", "/tokens", "key", Rights.IssueTokens),
            new("管理", "安全告警", "/alerts", "alert", Rights.ReviewAlerts),
        ],
    };
}
