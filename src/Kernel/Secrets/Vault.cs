using System.Security.Cryptography;
using System.Text;

namespace Yihe.Kernel.Secrets;

/// <summary>
/// The keys of one region, and what is done with them: AES-256-GCM for fields and files, HMAC-SHA256 for search
/// indexes, hashes and seals. The key file lives outside the data folder; each purpose has its own derived key.
/// </summary>
public sealed class Vault
{
    private const int MasterSize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] cipherKey;
    private readonly byte[] indexKey;
    private readonly byte[] sealKey;
    private readonly byte[] backupKey;

    private Vault(byte[] master)
    {
        cipherKey = Derive("field");
        indexKey = Derive("index");
        sealKey = Derive("seal");
        backupKey = Derive("backup");
        byte[] Derive(string purpose) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.UTF8.GetBytes($"yihe {purpose} 1"));
    }

    /// <summary>Proves, without telling the key, that a database belongs to it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Mac("yihe fingerprint"u8))[..32];

    public static Vault FromMaster(byte[] master) => new(master);

    /// <summary>Makes a new key file (hex, readable by the owner alone); refuses to overwrite one.</summary>
    public static Vault Create(string path)
    {
        var master = RandomNumberGenerator.GetBytes(MasterSize);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(Convert.ToHexStringLower(master));
        return new Vault(master);
    }

    /// <exception cref="FormatException">the file does not hold a whole key</exception>
    public static Vault Open(string path) =>
        Convert.FromHexString(File.ReadAllText(path).Trim()) is { Length: MasterSize } master
            ? new(master)
            : throw new FormatException("a key file holds 32 bytes");

    /// <param name="context">binds the cipher to its place (table.column), so it cannot be moved elsewhere</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string context)
    {
        var sealedBytes = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(cipherKey, TagSize);
        aes.Encrypt(
            sealedBytes.AsSpan(0, NonceSize),
            plain,
            sealedBytes.AsSpan(NonceSize, plain.Length),
            sealedBytes.AsSpan(NonceSize + plain.Length),
            Encoding.UTF8.GetBytes(context)
        );
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">the bytes were changed, or belong elsewhere</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> cipher, string context)
    {
        var plain = new byte[cipher.Length - NonceSize - TagSize];
        using var aes = new AesGcm(cipherKey, TagSize);
        aes.Decrypt(cipher[..NonceSize], cipher[NonceSize..^TagSize], cipher[^TagSize..], plain, Encoding.UTF8.GetBytes(context));
        return plain;
    }

    public byte[] EncryptText(string text, string context) => Encrypt(Encoding.UTF8.GetBytes(text), context);

    public string DecryptText(byte[] cipher, string context) => Encoding.UTF8.GetString(Decrypt(cipher, context));

    /// <summary>A keyed hash to search an encrypted value by; equal texts of one kind have equal indexes.</summary>
    public string Index(string kind, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes($"{kind}\n{value}")))[..32];

    /// <summary>The cipher of one backup file; its salt makes the key that file's alone.</summary>
    public AesGcm BackupCipher(byte[] salt) => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, backupKey, 32, salt), TagSize);

    /// <summary>The seal of acts, blocks and entity contents.</summary>
    public byte[] Mac(ReadOnlySpan<byte> content) => HMACSHA256.HashData(sealKey, content);
}
