using Microsoft.AspNetCore.Identity;
using Yihe.Organization.People;

namespace Yihe.Organization.Passkeys;

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
    public required byte[] PublicKey { get; init; }
    public required IReadOnlyList<string> Transports { get; init; }
    public required bool BackupEligible { get; init; }
    public bool BackedUp { get; private set; }

    /// <summary>Some devices count their signatures; a count that does not grow betrays a copy.</summary>
    public long SignCount { get; private set; }
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

    internal static Passkey From(Work work, AccountId account, string name, UserPasskeyInfo info) =>
        new()
        {
            Id = work.NewId(),
            Account = account,
            Name = name,
            CredentialId = info.CredentialId,
            PublicKey = info.PublicKey,
            Transports = info.Transports ?? [],
            BackupEligible = info.IsBackupEligible,
            BackedUp = info.IsBackedUp,
            SignCount = info.SignCount,
            AddedAt = work.Now,
        };

    /// <summary>As the framework wants it.</summary>
    internal UserPasskeyInfo Info =>
        new(CredentialId, PublicKey, AddedAt, (uint)SignCount, [.. Transports], isUserVerified: true, BackupEligible, BackedUp, [], []);

    internal void Use(UserPasskeyInfo info, DateTimeOffset now) => (SignCount, BackedUp, UsedAt) = (info.SignCount, info.IsBackedUp, now);

    internal void Remove(DateTimeOffset now) => RemovedAt = now;
}
