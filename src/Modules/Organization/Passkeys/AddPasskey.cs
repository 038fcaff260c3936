using System.ComponentModel.DataAnnotations;
using Yihe.Organization.Own;
using Yihe.Organization.People;

namespace Yihe.Organization.Passkeys;

/// <summary>What the browser is to ask the device for, when a person adds a passkey.</summary>
internal static class AskForNewPasskey
{
    internal sealed record Input;

    internal static readonly UseCase<Input, Asked> Door = UseCase.Look<Input, Asked>(
        "account.ask-passkey",
        "准备添加通行密钥",
        Permission.SignedIn,
        Run
    );

    private static async Task<Result<Asked>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Account>(work.Actor.Account!, ct);
        return found.Refusal is { } refusal ? refusal : await Ceremony.AskToAdd(work, found.Value);
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

    internal static readonly UseCase<Input, Done> Door = UseCase.Change<Input, Done>(
        "account.add-passkey",
        "添加通行密钥",
        Permission.SignedIn,
        Run
    ) with
    {
        Secret = true,
    };

    private static readonly Refusal NotDone = Refusal.Conflict("passkey-not-added", "设备没有完成添加，请再点一次“添加通行密钥”");

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var confirmed = await OwnPassword.Confirm(work, input.Password, "password", ct);
        if (confirmed.Refusal is { } refusal)
            return refusal;
        var account = confirmed.Value;
        if (input.Credential is null || input.State is null)
            return NotDone;
        if (await Ceremony.Added(work, account, input.Credential, input.State) is not { } info)
            return NotDone;
        work.About(work.Add(Passkey.From(work, account.Id, input.Name, info)));
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A person gives a passkey up; it opens nothing any more.</summary>
internal static class RemovePasskey
{
    internal sealed record Input(Guid Id);

    internal static readonly UseCase<Input, Done> Door = UseCase.Change<Input, Done>(
        "account.remove-passkey",
        "移除通行密钥",
        Permission.SignedIn,
        Run
    );

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Passkey>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        found.Value.Remove(work.Now);
        return await work.Commit(Done.Yes, ct);
    }
}
