namespace Yihe.Accounts.Passkeys;

/// <summary>A passkey as its holder sees it.</summary>
public sealed record PasskeyLine(Guid Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

/// <summary>The door to passkeys: the same ceremonies for staff and for residents, each finding its own holders alone.</summary>
public static class PasskeyDesk
{
    private static readonly Refusal NotDone = Refusal.Conflict("passkey-not-added", "设备没有完成添加，请再点一次“添加通行密钥”");

    internal static PasskeyHolder HolderOf(Account account) => new(account.Id.Value, account.Login, account.Name);

    public static Task<Asked> AskToShow(Work work) => Ceremony.AskToShow(work);

    public static Task<Asked> AskToAdd(Work work, PasskeyHolder holder) => Ceremony.AskToAdd(work, holder);

    /// <summary>Adds what the device made; the caller commits.</summary>
    public static async Task<Refusal?> Add(Work work, PasskeyHolder holder, string name, string? credential, string? state)
    {
        if (credential is null || state is null || await Ceremony.Added(work, holder, credential, state) is not { } info)
            return NotDone;
        var passkey = work.Add(
            new Passkey
            {
                Id = work.NewId(),
                Account = new AccountId(holder.Id),
                Name = name,
                CredentialId = info.CredentialId,
                Info = info,
                AddedAt = work.Now,
            }
        );
        work.About(passkey);
        return null;
    }

    /// <summary>Whose passkey was shown; null when it does not hold, was removed, or answers an older question than it already has.</summary>
    /// <param name="find">the holders that count here</param>
    public static async Task<PasskeyHolder?> Shown(
        Work work,
        string? credential,
        string? state,
        Func<Guid, Task<PasskeyHolder?>> find,
        CancellationToken ct
    )
    {
        if (await Ceremony.Shown(work, find, credential ?? "", state ?? "") is not var (holder, info, askedAt))
            return null;
        var passkey = await Passkey.Of(work, new AccountId(holder.Id)).SingleAsync(p => p.CredentialId == info.CredentialId, ct);
        if (askedAt <= passkey.UsedAt)
            return null;
        passkey.Use(info, work.Now);
        return holder;
    }

    public static async Task<IReadOnlyList<PasskeyLine>> Of(Work work, Guid holder, CancellationToken ct) =>
        [
            .. (await Passkey.Of(work, new AccountId(holder)).ToListAsync(ct)).Select(p => new PasskeyLine(
                p.Id,
                p.Name,
                p.AddedAt,
                p.UsedAt
            )),
        ];

    public static async Task<Refusal?> Remove(Work work, Guid holder, Guid passkey, CancellationToken ct) =>
        await Passkey.Of(work, new AccountId(holder)).SingleOrDefaultAsync(p => p.Id == passkey, ct) is { } own
            ? own.Remove(work.Now)
            : Refusal.NotFound;

    public static Task RemoveAll(Work work, Guid holder, CancellationToken ct) => Passkey.RemoveAll(work, new AccountId(holder), ct);
}
