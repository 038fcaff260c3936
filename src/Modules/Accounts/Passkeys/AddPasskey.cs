using Yihe.Accounts.Own;

namespace Yihe.Accounts.Passkeys;

/// <summary>What the browser is to ask the device for, when a person adds a passkey.</summary>
internal static class AskForNewPasskey
{
    internal sealed record Input;

    internal static readonly Look<Input, Asked> Door = new("account.ask-passkey", "准备添加通行密钥", Permission.SignedIn, Run);

    private static async Task<Result<Asked>> Run(Work work, Input input, CancellationToken ct)
    {
        var (account, refusal) = await work.Find<Account>(work.Actor.Account!, ct);
        return refusal is not null ? refusal : await PasskeyDesk.AskToAdd(work, PasskeyDesk.HolderOf(account));
    }
}

/// <summary>A person adds a passkey to their own account.</summary>
internal static class AddPasskey
{
    internal sealed record Input(
        [property: Display(Name = "名称"), Needed("请给通行密钥起个名字，如“办公室电脑”"), AtMost(30)] string Name,
        [property: Display(Name = "当前口令"), Needed("请输入当前口令"), AtMost(200)] string Password,
        string? Credential = null,
        string? State = null
    );

    internal static readonly OwnDeed<Input> Door = new("account.add-passkey", "添加通行密钥", i => ("password", i.Password, null), Run);

    private static Task<Refusal?> Run(Work work, Account account, Input input, CancellationToken ct) =>
        PasskeyDesk.Add(work, PasskeyDesk.HolderOf(account), input.Name, input.Credential, input.State);
}

/// <summary>A person gives a passkey up; it opens nothing any more.</summary>
internal static class RemovePasskey
{
    internal static readonly Deed<Passkey, Guid> Door = new(
        "account.remove-passkey",
        "移除通行密钥",
        Permission.SignedIn,
        (work, passkey) => passkey.Remove(work.Now)
    );
}
