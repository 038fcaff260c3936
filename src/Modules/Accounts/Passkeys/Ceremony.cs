using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Yihe.Accounts.Passkeys;

/// <summary>What the browser is asked to do, and the sealed state it brings back with the answer.</summary>
public sealed record Asked(JsonElement Options, string State);

/// <summary>Whose a passkey is: someone of the staff, or a resident.</summary>
public sealed record PasskeyHolder(Guid Id, string Login, string Name);

/// <summary>The two ceremonies of WebAuthn, adding and showing a passkey; the framework's handler does the reading and the checking.</summary>
internal static class Ceremony
{
    private const string Showing = "passkey show";

    internal static async Task<Asked> AskToAdd(Work work, PasskeyHolder holder)
    {
        var user = new PasskeyUserEntity
        {
            Id = holder.Id.ToString(),
            Name = holder.Login,
            DisplayName = holder.Name,
        };
        var made = await HandlerFor(work, _ => Nobody).MakeCreationOptionsAsync(user, HttpFor(work));
        return AskedOf(work, made.CreationOptionsJson, made.AttestationState, Adding(holder));
    }

    internal static async Task<Asked> AskToShow(Work work)
    {
        var made = await HandlerFor(work, _ => Nobody).MakeRequestOptionsAsync(null, HttpFor(work));
        return AskedOf(work, made.RequestOptionsJson, made.AssertionState, Showing);
    }

    /// <summary>The new passkey, or null when the answer does not hold.</summary>
    internal static async Task<UserPasskeyInfo?> Added(Work work, PasskeyHolder holder, string credential, string state)
    {
        if (SealedNote.Open(work, Adding(holder), state) is not { } note)
            return null;
        var context = new PasskeyAttestationContext
        {
            HttpContext = HttpFor(work),
            CredentialJson = credential,
            AttestationState = Encoding.UTF8.GetString(note.Content),
        };
        return (await HandlerFor(work, _ => Nobody).PerformAttestationAsync(context)).Passkey;
    }

    /// <summary>Whose passkey was shown, and when it was asked for; null when the answer does not hold.</summary>
    internal static async Task<(PasskeyHolder Holder, UserPasskeyInfo Passkey, DateTimeOffset AskedAt)?> Shown(
        Work work,
        Func<Guid, Task<PasskeyHolder?>> find,
        string credential,
        string state
    )
    {
        if (SealedNote.Open(work, Showing, state) is not { } note)
            return null;
        var context = new PasskeyAssertionContext
        {
            HttpContext = HttpFor(work),
            CredentialJson = credential,
            AssertionState = Encoding.UTF8.GetString(note.Content),
        };
        var result = await HandlerFor(work, find).PerformAssertionAsync(context);
        return result.Succeeded ? (result.User, result.Passkey, note.MadeAt) : null;
    }

    private static Task<PasskeyHolder?> Nobody => Task.FromResult<PasskeyHolder?>(null);

    private static string Adding(PasskeyHolder holder) => $"passkey add {holder.Id}";

    private static Asked AskedOf(Work work, string options, string? state, string purpose) =>
        new(JsonSerializer.Deserialize<JsonElement>(options), SealedNote.Seal(work, purpose, Encoding.UTF8.GetBytes(state!)));

    /// <summary>The device asks for a finger, a face or a PIN each time, so a passkey is two factors in one.</summary>
    private static PasskeyHandler<PasskeyHolder> HandlerFor(Work work, Func<Guid, Task<PasskeyHolder?>> find)
    {
        var options = new IdentityPasskeyOptions { UserVerificationRequirement = "required", ResidentKeyRequirement = "required" };
        var log = NullLogger<UserManager<PasskeyHolder>>.Instance;
        var users = new UserManager<PasskeyHolder>(new PasskeyStore(work, find), null!, null!, [], [], null!, new(), null!, log);
        return new PasskeyHandler<PasskeyHolder>(users, Options.Create(options));
    }

    /// <summary>All the handler reads of a request: the host that passkeys are bound to, and the origin they must come from.</summary>
    private static DefaultHttpContext HttpFor(Work work)
    {
        var origin = new Uri(work.Origin ?? throw new InvalidOperationException("a passkey needs a browser"));
        var http = new DefaultHttpContext();
        (http.Request.Scheme, http.Request.Host) = (origin.Scheme, new HostString(origin.Authority));
        http.Request.Headers.Origin = work.Origin;
        return http;
    }
}

/// <summary>
/// Lets the framework's passkey handler read holders and passkeys inside one piece of work.
/// It only reads: whatever changes is changed by the use case.
/// </summary>
internal sealed class PasskeyStore(Work work, Func<Guid, Task<PasskeyHolder?>> find) : IUserPasskeyStore<PasskeyHolder>
{
    private static readonly NotSupportedException ReadOnly = new("passkeys change through use cases alone");

    public Task<string> GetUserIdAsync(PasskeyHolder user, CancellationToken ct) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(PasskeyHolder user, CancellationToken ct) => Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyHolder user, CancellationToken ct) => Task.FromResult<string?>(user.Login);

    public async Task<PasskeyHolder?> FindByIdAsync(string userId, CancellationToken ct) =>
        Guid.TryParse(userId, out var id) ? await find(id) : null;

    public Task<PasskeyHolder?> FindByNameAsync(string normalizedUserName, CancellationToken ct) => Task.FromResult<PasskeyHolder?>(null);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyHolder user, CancellationToken ct) =>
        [.. (await Passkey.Of(work, new AccountId(user.Id)).ToListAsync(ct)).Select(p => p.Info)];

    public async Task<PasskeyHolder?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken ct) =>
        await work.Db.Set<Passkey>().FirstOrDefaultAsync(p => p.CredentialId == credentialId, ct) is { } passkey
            ? await find(passkey.Account.Value)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken ct) =>
        (await Passkey.Of(work, new AccountId(user.Id)).FirstOrDefaultAsync(p => p.CredentialId == credentialId, ct))?.Info;

    public Task SetUserNameAsync(PasskeyHolder user, string? userName, CancellationToken ct) => throw ReadOnly;

    public Task SetNormalizedUserNameAsync(PasskeyHolder user, string? normalizedName, CancellationToken ct) => throw ReadOnly;

    public Task<IdentityResult> CreateAsync(PasskeyHolder user, CancellationToken ct) => throw ReadOnly;

    public Task<IdentityResult> UpdateAsync(PasskeyHolder user, CancellationToken ct) => throw ReadOnly;

    public Task<IdentityResult> DeleteAsync(PasskeyHolder user, CancellationToken ct) => throw ReadOnly;

    public Task AddOrUpdatePasskeyAsync(PasskeyHolder user, UserPasskeyInfo passkey, CancellationToken ct) => throw ReadOnly;

    public Task RemovePasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken ct) => throw ReadOnly;

    public void Dispose() { }
}
