[assembly: TablesOf("residents")]

namespace Yihe.ResidentAccounts;

/// <summary>Residents' own side: how they come in, who acts for them, and what they see of themselves.</summary>
public static class ResidentAccountsModule
{
    public static readonly Module Definition = new("ResidentAccounts", typeof(ResidentAccountsModule).Assembly)
    {
        Routes =
        [
            Route.Get("residents/{id}/account", ShowAccess.Door),
            Route.Post("residents/{id}/account", OpenAccount.Door),
            Route.Post("residents/{id}/account/closing", CloseAccount.AtCounter),
            Route.Post("residents/{id}/agents", RegisterAgent.Door),
            Route.Post("agents/{id}/ending", EndAgent.AtCounter),
            Route.Post("my/code", AskForCode.Door),
            Route.Post("my/session", OpenSession.Door),
            Route.Delete("my/session", CloseSession.Door),
            Route.Post("my/session/passkey", OwnPasskeys.Open),
            Route.Post("my/session/passkey-question", OwnPasskeys.Ask),
            Route.Get("my/self", ShowSelf.Door),
            Route.Get("my/looks", ShowLooks.Door),
            Route.Get("my/health-code", ShowHealthCode.Door),
            Route.Post("my/account/closing", CloseAccount.Own),
            Route.Post("my/agents/{id}/ending", EndAgent.Own),
            Route.Post("my/passkey-question", OwnPasskeys.AskForNew),
            Route.Post("my/passkeys", OwnPasskeys.Add),
            Route.Delete("my/passkeys/{id}", OwnPasskeys.Remove),
        ],
    };
}
