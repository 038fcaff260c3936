using Yihe.Organization.People;

namespace Yihe.Organization.Passkeys;

/// <summary>What the browser is to ask the device for, when a person signs in; it does not yet know who.</summary>
internal static class AskForPasskey
{
    internal sealed record Input;

    internal static readonly UseCase<Input, Asked> Door = UseCase.Look<Input, Asked>(
        "session.ask-passkey",
        "准备用通行密钥登录",
        Permission.Anyone,
        async (work, _, _) => await Ceremony.AskToShow(work)
    );
}

/// <summary>A person opens a session with a passkey in place of password and code. GB/T 22239 8.1.4.1.</summary>
internal static class SignInWithPasskey
{
    internal sealed record Input(string? Credential = null, string? State = null, Guid? Post = null);

    internal static readonly UseCase<Input, SignIn.Outcome> Door = UseCase.Change<Input, SignIn.Outcome>(
        "session.open-with-passkey",
        "用通行密钥登录",
        Permission.Anyone,
        Run
    ) with
    {
        Secret = true,
    };

    private static readonly Refusal Unknown = new(
        RefusalKind.SignedOut,
        "wrong-passkey",
        "这个通行密钥不能登录，可能已被移除或账号已停用；请改用口令"
    );

    private static async Task<Result<SignIn.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Ceremony.Shown(work, input.Credential ?? "", input.State ?? "") is not var (account, info, askedAt))
            return await SignIn.Fail(work, null, Unknown, ct);
        var passkey = await Passkey.Of(work, account.Id).SingleAsync(p => p.CredentialId == info.CredentialId, ct);
        if (account.Disabled || askedAt <= passkey.UsedAt)
            return await SignIn.Fail(work, account, Unknown, ct);
        passkey.Use(info, work.Now);
        return await SignIn.Open(work, account, input.Post, work.Platform.Blueprints.At<Security>(work.Now), ct);
    }
}
