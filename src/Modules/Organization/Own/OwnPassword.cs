using Yihe.Kernel.Acts;
using Yihe.Organization.People;

namespace Yihe.Organization.Own;

/// <summary>Before a person changes how they prove who they are, they prove it once more; guesses count towards the lock of the login.</summary>
internal static class OwnPassword
{
    /// <summary>The actor's own account, once the password fits; a wrong one is an act of its own.</summary>
    internal static async Task<Result<Account>> Confirm(Work work, string password, string field, CancellationToken ct)
    {
        var found = await work.Find<Account>(work.Actor.Account!, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var tries = await SignInLock.Of(work, found.Value.Login, ct);
        if (tries.RefusesAt(work.Now) is { } locked)
            return locked;
        if (Password.Fits(work.Platform, found.Value.PasswordHash, password))
            return found;
        return await Miss(work, found.Value, Refusal.Invalid(field, "当前口令不对，请重新输入"), ct);
    }

    /// <summary>A wrong answer, noted and counted.</summary>
    internal static async Task<Refusal> Miss(Work work, Account account, Refusal refusal, CancellationToken ct)
    {
        var tries = await SignInLock.Of(work, account.Login, ct);
        await tries.Fail(work, work.Platform.Blueprints.At<Security>(work.Now), ct);
        (work.Outcome, work.ReasonCode) = (ActOutcome.Failed, "wrong-credentials");
        await work.Commit(Done.Yes, ct);
        return refusal;
    }
}
