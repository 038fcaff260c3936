using Microsoft.AspNetCore.Identity;

namespace Yihe.Accounts.Passkeys;

/// <summary>A passkey (通行密钥) of a person: a device or wallet that proves who they are without a password.</summary>
[Index(nameof(Account))]
[Index(nameof(CredentialId), IsUnique = true)]
internal sealed class Passkey : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required AccountId Account { get; init; }
    public required string Name { get; init; }
    public required byte[] CredentialId { get; init; }

    /// <summary>What the framework knows of it: its public key, and the count of its signatures, which betrays a copy.</summary>
    [AsJson]
    public required UserPasskeyInfo Info { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }
    public DateTimeOffset? RemovedAt { get; private set; }
    public IEnumerable<InstitutionId> Parties => [];
    public AccountId? Owner => Account;

    internal static IQueryable<Passkey> Of(Work work, AccountId account) =>
        work.Db.Set<Passkey>().Where(p => p.Account == account && p.RemovedAt == null);

    internal static async Task RemoveAll(Work work, AccountId account, CancellationToken ct)
    {
        foreach (var passkey in await Of(work, account).ToListAsync(ct))
            passkey.Remove(work.Now);
    }

    internal void Use(UserPasskeyInfo info, DateTimeOffset now) => (Info, UsedAt) = (info, now);

    internal Refusal? Remove(DateTimeOffset now)
    {
        if (RemovedAt is not null)
            return Refusal.Conflict("removed", "这个通行密钥已经移除");
        RemovedAt = now;
        return null;
    }
}
