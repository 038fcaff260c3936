namespace Yihe.Accounts;

/// <summary>A person who left can no longer sign in; what they have open ends at once.</summary>
internal static class DisableAccount
{
    internal static readonly Deed<Account, AccountId> Door = new("account.disable", "停用账号", Rights.ManageAccounts, Run);

    private static async Task<Refusal?> Run(Work work, Account account, CancellationToken ct)
    {
        if (account.Id == work.Actor.Account)
            return Refusal.Conflict("self", "不能停用自己的账号，请由另一位系统管理员办理");
        await Session.EndAll(work, account.Id, ct);
        return account.Disable();
    }
}

/// <summary>A disabled account opens again, with the posts that still hold.</summary>
internal static class EnableAccount
{
    internal static readonly Deed<Account, AccountId> Door = new(
        "account.enable",
        "启用账号",
        Rights.ManageAccounts,
        (_, account) => account.Enable()
    );
}

/// <summary>A person locked out by wrong answers need not wait.</summary>
internal static class UnlockAccount
{
    internal static readonly Deed<Account, AccountId> Door = new("account.unlock", "解除锁定", Rights.ManageAccounts, Run);

    private static async Task<Refusal?> Run(Work work, Account account, CancellationToken ct)
    {
        (await SignInLock.Of(work, account.Login, ct)).Clear(work);
        return null;
    }
}
