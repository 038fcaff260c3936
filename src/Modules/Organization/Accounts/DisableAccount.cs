using Yihe.Organization.People;

namespace Yihe.Organization.Accounts;

/// <summary>A person who left can no longer sign in; what they have open ends at once.</summary>
internal static class DisableAccount
{
    internal sealed record Input(AccountId Id, int? Version = null);

    internal static readonly UseCase<Input, Done> Door = UseCase.Change<Input, Done>(
        "account.disable",
        "停用账号",
        Rights.ManageAccounts,
        Run
    );

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Account>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (Work.Stale(found.Value, input.Version) is { } stale)
            return stale;
        if (found.Value.Id == work.Actor.Account)
            return Refusal.Conflict("self", "不能停用自己的账号，请由另一位系统管理员办理");
        if (found.Value.Disabled)
            return Refusal.Conflict("disabled", "账号已经停用");
        found.Value.Disable();
        await Session.EndAll(work, found.Value.Id, ct);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A disabled account opens again, with the posts that still hold.</summary>
internal static class EnableAccount
{
    internal sealed record Input(AccountId Id);

    internal static readonly UseCase<Input, Done> Door = UseCase.Change<Input, Done>(
        "account.enable",
        "启用账号",
        Rights.ManageAccounts,
        Run
    );

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Account>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        found.Value.Enable();
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A person locked out by wrong answers need not wait.</summary>
internal static class UnlockAccount
{
    internal sealed record Input(AccountId Id);

    internal static readonly UseCase<Input, Done> Door = UseCase.Change<Input, Done>(
        "account.unlock",
        "解除锁定",
        Rights.ManageAccounts,
        Run
    );

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Account>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        (await SignInLock.Of(work, found.Value.Login, ct)).Clear(work);
        return await work.Commit(Done.Yes, ct);
    }
}
