using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Yihe.Organization.People;

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
        return (value % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    internal static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Step;

    /// <summary>The step a code belongs to, one step either side of now and later than the last one used; null if it fits none.</summary>
    internal static long? Match(byte[] secret, string? code, DateTimeOffset now, long lastUsed)
    {
        var given = System.Text.Encoding.ASCII.GetBytes(code?.Replace(" ", "", StringComparison.Ordinal) ?? "");
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
            if (
                step > lastUsed
                && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeAt(secret, step)), given)
            )
                return step;
        return null;
    }

    /// <summary>The secret as authenticator apps take it; 20 bytes are 32 letters, with no padding.</summary>
    internal static string Base32(byte[] secret) =>
        string.Concat(
            Enumerable
                .Range(0, secret.Length * 8 / 5)
                .Select(i =>
                    Alphabet[
                        Enumerable.Range(i * 5, 5).Aggregate(0, (value, bit) => (value << 1) | ((secret[bit / 8] >> (7 - (bit % 8))) & 1))
                    ]
                )
        );
}
