using System.Security.Cryptography;
using System.Text;

namespace Yihe.Kernel.Secrets;

/// <summary>One version of a region's keys (密钥版本), derived from its 32 bytes; a retired one proves and recognizes, and opens nothing.</summary>
/// <param name="Index">of blind indexes</param>
/// <param name="Seal">of hashes, acts and the fingerprint</param>
internal sealed record KeyVersion(int Number, byte[] Index, byte[] Seal, byte[]? Cipher, byte[]? Backup)
{
    private const int Size = 32;
    private const string Retired = "retired";

    internal string Fingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(Seal, "yihe fingerprint"u8))[..32];

    internal string RetiredLine => $"{Number} {Retired} {Convert.ToHexStringLower(Index)} {Convert.ToHexStringLower(Seal)}";

    internal static KeyVersion Of(int number, byte[] master)
    {
        return new(number, Derive("index"), Derive("seal"), Derive("field"), Derive("backup"));
        byte[] Derive(string purpose) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, master, Size, info: Encoding.UTF8.GetBytes($"yihe {purpose} 1"));
    }

    /// <summary>The lines of a key file, oldest first: a bare key is the first version, <c>2 key</c> the second.</summary>
    /// <exception cref="FormatException">some line is no whole key, or out of order</exception>
    internal static IReadOnlyList<KeyVersion> Read(IReadOnlyList<string> lines) =>
        lines.Count > 0
            ? [.. lines.Select((line, at) => Read(at + 1, line.Split(' ')))]
            : throw new FormatException("a key file holds a key");

    private static KeyVersion Read(int number, string[] words) =>
        words switch
        {
            [var key] when number == 1 => Of(1, Whole(key)),
            [var n, var key] when n == $"{number}" => Of(number, Whole(key)),
            [var n, Retired, var index, var seal] when n == $"{number}" => new(number, Whole(index), Whole(seal), null, null),
            _ => throw new FormatException($"version {number} of a key file is not in its line"),
        };

    private static byte[] Whole(string hex) =>
        Convert.FromHexString(hex) is { Length: Size } bytes ? bytes : throw new FormatException("a key has 32 bytes");
}
