using System.Globalization;
using System.Security.Cryptography;

namespace Yihe.ResidentAccounts;

/// <summary>A resident's own way in (居民账号): opened at a counter or by a code to the phone on file; closed at once. QJ-66.</summary>
internal sealed class ResidentAccount : IEntity
{
    private const string CodeKind = "resident-code";

    /// <summary>The resident's id: a person has one account.</summary>
    public required ResidentId Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id.Value;

    /// <summary>When its holder first came in.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? CodeHash { get; private set; }
    public DateTimeOffset? CodeUntil { get; private set; }

    internal static async Task<ResidentAccount> Of(Work work, ResidentId resident, CancellationToken ct) =>
        await work.Db.FindAsync<ResidentAccount>([resident], ct) ?? work.Add(new ResidentAccount { Id = resident });

    /// <summary>A fresh code in place of any before it; only its keyed hash is kept.</summary>
    internal string GiveCode(Work work)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var minutes = work.Platform.Blueprints.At<ResidentsSection>(work.Now).Own.CodeMinutes;
        (CodeHash, CodeUntil) = (work.Platform.Vault.Index(CodeKind, Salted(code)), work.Now.AddMinutes(minutes));
        return code;
    }

    /// <summary>A right code opens once, while it lasts.</summary>
    internal bool Enter(Work work, string code)
    {
        if (
            ClosedAt is not null
            || CodeUntil <= work.Now
            || CodeHash is null
            || !work.Platform.Vault.Indexes(CodeKind, Salted(code.Trim())).Contains(CodeHash)
        )
            return false;
        (CodeHash, CodeUntil) = (null, null);
        OpenedAt ??= work.Now;
        return true;
    }

    internal void Close(DateTimeOffset now) => (ClosedAt, CodeHash, CodeUntil) = (now, null, null);

    /// <summary>Only a counter, with the card in hand, opens a closed one again.</summary>
    internal void Reopen() => ClosedAt = null;

    private string Salted(string code) => $"{Id} {code}";
}
