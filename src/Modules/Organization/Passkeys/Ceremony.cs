using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Yihe.Organization.People;

namespace Yihe.Organization.Passkeys;

/// <summary>What the browser is asked to do, and the sealed state it brings back with the answer.</summary>
internal sealed record Asked(JsonElement Options, string State);

/// <summary>The two ceremonies of WebAuthn, adding and showing a passkey; the framework's handler does the reading and the checking.</summary>
internal static class Ceremony
{
    private const string Adding = "passkey add";
    private const string Showing = "passkey show";

    internal static async Task<Asked> AskToAdd(Work work, Account account)
    {
        var user = new PasskeyUserEntity
        {
            Id = account.Id.ToString(),
            Name = account.Login,
            DisplayName = account.Name,
        };
        var made = await HandlerFor(work).MakeCreationOptionsAsync(user, HttpFor(work));
        return AskedOf(work, made.CreationOptionsJson, made.AttestationState, $"{Adding} {account.Id}");
    }

    internal static async Task<Asked> AskToShow(Work work)
    {
        var made = await HandlerFor(work).MakeRequestOptionsAsync(null, HttpFor(work));
        return AskedOf(work, made.RequestOptionsJson, made.AssertionState, Showing);
    }

    /// <summary>The new passkey, or null when the answer does not hold.</summary>
    internal static async Task<UserPasskeyInfo?> Added(Work work, Account account, string credential, string state)
    {
        if (SealedNote.Open(work, $"{Adding} {account.Id}", state) is not { } note)
            return null;
        var result = await HandlerFor(work)
            .PerformAttestationAsync(
                new()
                {
                    HttpContext = HttpFor(work),
                    CredentialJson = credential,
                    AttestationState = Encoding.UTF8.GetString(note.Content),
                }
            );
        return result.Succeeded ? result.Passkey : null;
    }

    /// <summary>Whose passkey was shown, and when it was asked for; null when the answer does not hold.</summary>
    internal static async Task<(Account Account, UserPasskeyInfo Passkey, DateTimeOffset AskedAt)?> Shown(
        Work work,
        string credential,
        string state
    )
    {
        if (SealedNote.Open(work, Showing, state) is not { } note)
            return null;
        var result = await HandlerFor(work)
            .PerformAssertionAsync(
                new()
                {
                    HttpContext = HttpFor(work),
                    CredentialJson = credential,
                    AssertionState = Encoding.UTF8.GetString(note.Content),
                }
            );
        return result.Succeeded ? (result.User, result.Passkey, note.MadeAt) : null;
    }

    private static Asked AskedOf(Work work, string options, string? state, string purpose) =>
        new(JsonSerializer.Deserialize<JsonElement>(options), SealedNote.Seal(work, purpose, Encoding.UTF8.GetBytes(state!)));

    /// <summary>The device asks for a finger, a face or a PIN each time, so a passkey is two factors in one.</summary>
    private static PasskeyHandler<Account> HandlerFor(Work work)
    {
        var options = new IdentityPasskeyOptions { UserVerificationRequirement = "required", ResidentKeyRequirement = "required" };
        var users = new UserManager<Account>(
            new PasskeyStore(work),
            Options.Create(new IdentityOptions()),
            null!,
            [],
            [],
            null!,
            new IdentityErrorDescriber(),
            null!,
            NullLogger<UserManager<Account>>.Instance
        );
        return new PasskeyHandler<Account>(users, Options.Create(options));
    }

    /// <summary>All the handler reads of a request: the host that passkeys are bound to, and the origin they must come from.</summary>
    private static DefaultHttpContext HttpFor(Work work)
    {
        var origin = new Uri(work.Origin ?? throw new InvalidOperationException("a passkey needs a browser"));
        return new DefaultHttpContext
        {
            Request =
            {
                Scheme = origin.Scheme,
                Host = new HostString(origin.Authority),
                Headers = { Origin = work.Origin },
            },
        };
    }
}
