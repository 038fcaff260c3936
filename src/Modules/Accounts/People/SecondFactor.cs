using System.Buffers.Binary;
using System.Globalization;

namespace Yihe.Accounts.People;

/// <summary>Who must prove themselves twice: administrators always, others as the blueprint says.</summary>
internal static class SecondFactor
{
    internal static async Task<bool> IsNeeded(Work work, AccountId account, CancellationToken ct)
    {
        var book = RoleBook.Of(work.Platform);
        var rules = work.Platform.Blueprints.At<Security>(work.Now);
        var posts = await Post.HeldBy(work, account, ct);
        return posts.Any(p => book.HasExclusive(p.Roles) || p.Roles.Any(rules.SecondFactorRoles.Contains));
    }

    /// <summary>The time step of a right and unused code for the bound authenticator.</summary>
    internal static long? Match(Work work, Account account, string? code) =>
        Totp.Match(work.Platform.Vault.Decrypt(account.TotpSecret!, "account.totp"), code, work.Now, account.TotpStep);
}

/// <summary>A fresh authenticator secret on offer: for the camera, for the fingers, and sealed for the way back.</summary>
internal sealed record AuthenticatorOffer(string Uri, string Letters, string Sealed)
{
    private const string Issuer = "医合";

    /// <param name="seal">the offer that was made before, so that a returned form keeps its code</param>
    internal static AuthenticatorOffer For(Work work, Account account, string? seal)
    {
        var known = SealedNote.Open(work, PurposeOf(account), seal);
        var secret = known?.Content ?? Totp.NewSecret();
        var letters = Totp.Base32(secret);
        return new(
            $"otpauth://totp/{System.Uri.EscapeDataString($"{Issuer}:{account.Login}")}?secret={letters}&issuer={System.Uri.EscapeDataString(Issuer)}",
            letters,
            known is null ? SealedNote.Seal(work, PurposeOf(account), secret) : seal!
        );
    }

    /// <summary>Binds what was offered, once a code proves that the authenticator has it.</summary>
    internal static Refusal? Bind(Work work, Account account, string? seal, string? code)
    {
        if (SealedNote.Open(work, PurposeOf(account), seal) is not { Content: var secret })
            return Refusal.Invalid("code", "二维码已过期，请用认证器重新扫描这一个");
        if (Totp.Match(secret, code, work.Now, 0) is not { } step)
            return Refusal.Invalid("code", "动态码不对，请核对认证器上的 6 位数字");
        account.SetTotp(work.Platform.Vault.Encrypt(secret, "account.totp"), step);
        return null;
    }

    private static string PurposeOf(Account account) => $"authenticator {account.Id}";
}

/// <summary>Time-based one-time codes (RFC 6238: HMAC-SHA1, 6 digits, 30 seconds), each accepted once.</summary>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Step = 30;

    internal static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    internal static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // authenticator apps know RFC 6238 with SHA-1 only; the MAC does not rest on collision resistance
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fff_ffff;
        return (value % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    internal static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Step;

    /// <summary>The step a code belongs to, one step either side of now and later than the last one used; null if it fits none.</summary>
    internal static long? Match(byte[] secret, string? code, DateTimeOffset now, long lastUsed)
    {
        var given = Encoding.ASCII.GetBytes(code?.Replace(" ", "", StringComparison.Ordinal) ?? "");
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
            if (step > lastUsed && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), given))
                return step;
        return null;
    }

    /// <summary>The secret as authenticator apps take it; 20 bytes are 32 letters, with no padding.</summary>
    internal static string Base32(byte[] secret)
    {
        var bits = string.Concat(secret.Select(b => b.ToString("B8")));
        return string.Concat(bits.Chunk(5).Select(five => Alphabet[Convert.ToInt32(new string(five), 2)]));
    }
}
