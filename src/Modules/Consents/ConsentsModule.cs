using Yihe.ResidentAccounts;

namespace Yihe.Consents;

/// <summary>What residents consent to, purpose by purpose, and take back.</summary>
public static class ConsentsModule
{
    public static readonly Module Definition = new("Consents", typeof(ConsentsModule).Assembly)
    {
        Sections = [ConsentSection.Section],
        Flows = [ConsentFlow.Table],
        Acts = [new(ConsentFlow.Table, nameof(ConsentMove.Withdraw), WithdrawConsent.AtDesk, Direct: true)],
        Chores = [LapseConsents.Door],
        Beats = [new("consents", LapseConsents.Door, LapseConsents.IsDue)],
        Parts = [new AgentRegistered(RecordConsent.WithAgent)],
        Routes =
        [
            Route.Get("my/consents", ListOwnConsents.Door),
            Route.Post("my/consents", GiveConsent.Door),
            Route.Post("my/consents/{id}/withdrawal", WithdrawConsent.Own),
            Route.Get("residents/{id}/consents", ListConsents.Door),
            Route.Post("residents/{id}/consents", RecordConsent.Door),
            Route.Post("consents/{id}/withdrawal", WithdrawConsent.AtDesk),
        ],
    };
}
