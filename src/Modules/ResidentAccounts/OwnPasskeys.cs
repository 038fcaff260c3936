using Yihe.Accounts.Passkeys;

namespace Yihe.ResidentAccounts;

/// <summary>A resident signs in by a passkey, adds one and gives one up; the ceremonies are those of staff, the holder is the person.</summary>
internal static class OwnPasskeys
{
    internal sealed record Nothing;

    internal sealed record Shown(string? Credential = null, string? State = null);

    internal sealed record Fresh(
        [property: Display(Name = "名称"), Needed("请给通行密钥起个名字，如“我的手机”"), AtMost(30)] string Name,
        string? Credential = null,
        string? State = null
    );

    internal sealed record ById(Guid Id);

    private static readonly Refusal Unknown = new(
        RefusalKind.SignedOut,
        "wrong-passkey",
        "这个通行密钥不能登录，可能已被移除或账号已停用；请改用验证码"
    );

    internal static readonly Look<Nothing, Asked> Ask = new(
        "my.ask-passkey",
        "准备用通行密钥登录",
        Permission.Anyone,
        async (work, _, _) => await PasskeyDesk.AskToShow(work)
    );

    internal static readonly Change<Shown, OpenSession.Outcome> Open = new(
        "my.open-session-with-passkey",
        "居民用通行密钥登录",
        Permission.Anyone,
        async (work, input, ct) =>
        {
            var holder = await PasskeyDesk.Shown(work, input.Credential, input.State, id => HolderOf(work, id, ct), ct);
            var account = holder is null ? null : await work.Db.FindAsync<ResidentAccount>([new ResidentId(holder.Id)], ct);
            return account is { ClosedAt: null }
                ? await OpenSession.Open(work, account, ct)
                : await OpenSession.Fail(work, account, Unknown, ct);
        },
        Secret: true
    );

    internal static readonly Look<Nothing, Asked> AskForNew = new(
        "my.ask-new-passkey",
        "准备添加通行密钥",
        Permission.Self,
        async (work, _, ct) =>
            await HolderOf(work, work.Actor.Persons[0], ct) is { } holder ? await PasskeyDesk.AskToAdd(work, holder) : Refusal.NotFound
    );

    internal static readonly Change<Fresh, Done> Add = new(
        "my.add-passkey",
        "添加通行密钥",
        Permission.Self,
        async (work, input, ct) =>
        {
            var own = await ResidentDirectory.Own(work, null, ct);
            if (own.Refusal is { } refusal || await HolderOf(work, own.Value.Id.Value, ct) is not { } holder)
                return Refusal.NotFound;
            return await PasskeyDesk.Add(work, holder, input.Name, input.Credential, input.State) is { } notDone
                ? notDone
                : await work.Commit(Done.Yes, ct);
        },
        Secret: true
    );

    internal static readonly Change<ById, Done> Remove = new(
        "my.remove-passkey",
        "移除通行密钥",
        Permission.Self,
        async (work, input, ct) =>
        {
            var own = await ResidentDirectory.Own(work, null, ct);
            return (own.Refusal ?? await PasskeyDesk.Remove(work, own.Value.Id.Value, input.Id, ct)) is { } refusal
                ? refusal
                : await work.Commit(Done.Yes, ct);
        }
    );

    /// <summary>No name and no number goes to the device's list of passkeys, only the health code.</summary>
    private static async Task<PasskeyHolder?> HolderOf(Work work, Guid id, CancellationToken ct)
    {
        if (await work.Db.FindAsync<ResidentAccount>([new ResidentId(id)], ct) is null)
            return null;
        var healthCode = (await ResidentDirectory.Identify(work, new ResidentId(id), ct)).HealthCode;
        return new PasskeyHolder(id, healthCode, healthCode);
    }
}
