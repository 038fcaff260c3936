using Microsoft.AspNetCore.Identity;
using Yihe.Organization.People;

namespace Yihe.Organization.Passkeys;

/// <summary>
/// Lets the framework's passkey handler read accounts and passkeys inside one piece of work.
/// It only reads: whatever changes is changed by the use case.
/// </summary>
internal sealed class PasskeyStore(Work work) : IUserPasskeyStore<Account>
{
    private static readonly NotSupportedException ReadOnly = new("passkeys change through use cases alone");

    public Task<string> GetUserIdAsync(Account user, CancellationToken ct) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken ct) => Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken ct) => Task.FromResult<string?>(user.Login);

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken ct) =>
        Guid.TryParse(userId, out var id) ? await work.Db.FindAsync<Account>([new AccountId(id)], ct) : null;

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken ct) =>
        work.Db.Set<Account>().SingleOrDefaultAsync(a => a.Login == normalizedUserName, ct);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken ct) =>
        [.. (await Passkey.Of(work, user.Id).ToListAsync(ct)).Select(p => p.Info)];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken ct) =>
        await work.Db.Set<Passkey>().FirstOrDefaultAsync(p => p.CredentialId == credentialId, ct) is { } passkey
            ? await work.Db.FindAsync<Account>([passkey.Account], ct)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken ct) =>
        (await Passkey.Of(work, user.Id).FirstOrDefaultAsync(p => p.CredentialId == credentialId, ct))?.Info;

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken ct) => throw ReadOnly;

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken ct) => throw ReadOnly;

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken ct) => throw ReadOnly;

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken ct) => throw ReadOnly;

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken ct) => throw ReadOnly;

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken ct) => throw ReadOnly;

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken ct) => throw ReadOnly;

    public void Dispose() { }
}
