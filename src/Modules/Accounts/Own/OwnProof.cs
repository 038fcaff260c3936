namespace Yihe.Accounts.Own;

/// <summary>
/// The door for a deed that asks once more who is there (再次验证): the signed-in person's own password, guesses counting towards the lock of
/// the login. ASVS 5.0 7.5.3.
/// </summary>
public static class OwnProof
{
    /// <summary>What a use case reckons ahead of its transaction, as hashing is slow on purpose.</summary>
    public static Task<object?> Reckon(Platform platform, Actor actor, string password, CancellationToken ct) =>
        Password.Reckon(platform, a => a.Id == actor.Account, ("", password, null), ct);

    /// <summary>Why the deed is not done; a wrong password is an act of its own.</summary>
    /// <param name="field">where the password was given</param>
    public static async Task<Refusal?> Refuses(Work work, string field, CancellationToken ct) =>
        work.Actor.Account is { } own
            ? await Refuses(work, (await work.Db.FindAsync<Account>([own], ct))!, field, ct)
            : Refusal.Denied("这件事要由登录的人员本人办理，接口不能代办");

    internal static async Task<Refusal?> Refuses(Work work, Account account, string field, CancellationToken ct) =>
        (await SignInLock.Of(work, account.Login, ct)).RefusesAt(work.Now)
        ?? (
            Password.IsProven(work, account)
                ? null
                : await SignInLock.Miss(work, account, Refusal.Invalid(field, "当前口令不对，请重新输入"), ct)
        );
}
