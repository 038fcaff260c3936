namespace Yihe.Accounts.Passkeys;

/// <summary>What the browser is to ask the device for, when a person signs in; it does not yet know who.</summary>
internal static class AskForPasskey
{
    internal sealed record Input;

    internal static readonly Look<Input, Asked> Door = new(
        "session.ask-passkey",
        "准备用通行密钥登录",
        Permission.Anyone,
        async (work, _, _) => await PasskeyDesk.AskToShow(work)
    );
}

/// <summary>A person opens a session with a passkey in place of password and code. GB/T 22239 8.1.4.1.</summary>
internal static class SignInWithPasskey
{
    internal sealed record Input(string? Credential = null, string? State = null, Guid? Post = null);

    internal static readonly Change<Input, SignIn.Outcome> Door = new(
        "session.open-with-passkey",
        "用通行密钥登录",
        Permission.Anyone,
        Run,
        Secret: true
    );

    private static readonly Refusal Unknown = new(
        RefusalKind.SignedOut,
        "wrong-passkey",
        "这个通行密钥不能登录，可能已被移除或账号已停用；请改用口令"
    );

    private static async Task<Result<SignIn.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        async Task<PasskeyHolder?> Find(Guid id) =>
            await work.Db.FindAsync<Account>([new AccountId(id)], ct) is { } known ? PasskeyDesk.HolderOf(known) : null;
        if (await PasskeyDesk.Shown(work, input.Credential, input.State, Find, ct) is not { } holder)
            return await SignIn.Fail(work, null, Unknown, ct);
        var account = (await work.Db.FindAsync<Account>([new AccountId(holder.Id)], ct))!;
        if (account.Disabled)
            return await SignIn.Fail(work, account, Unknown, ct);
        return await SignIn.Open(work, account, input.Post, work.Platform.Blueprints.At<Security>(work.Now), ct);
    }
}
