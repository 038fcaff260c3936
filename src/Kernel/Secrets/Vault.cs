using System.Security.Cryptography;
using System.Text;

namespace Yihe.Kernel.Secrets;

/// <summary>
/// The keys of one region, and what is done with them: AES-256-GCM for fields and files, HMAC-SHA256 for search
/// indexes, hashes and seals. The key file lives outside the data folder; each purpose has its own derived key.
/// Of several versions the active one seals, all open; what is sealed and every index say which version they are of.
/// </summary>
public sealed class Vault
{
    private const int MasterSize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private static readonly byte[] Mark = "YIHEK"u8.ToArray();
    private readonly string? path;
    private volatile IReadOnlyList<KeyVersion> versions;
    private volatile int active = 1;

    private Vault(IReadOnlyList<KeyVersion> versions, string? path = null) => (this.versions, this.path) = (versions, path);

    /// <summary>Proves, without telling the key, that a database belongs to it.</summary>
    public string Fingerprint => versions[0].Fingerprint;

    /// <summary>The version that seals.</summary>
    public int Active => active;

    /// <summary>The newest version of the key file; not active before every node has it.</summary>
    public int Newest => versions.Count;

    /// <summary>Values are being sealed anew: who meets one in the middle of a piece of work does that work again.</summary>
    public bool IsRotating { get; set; }

    public static Vault FromMaster(byte[] master) => new([KeyVersion.Of(1, master)]);

    /// <summary>Makes a new key file (hex, readable by the owner alone); refuses to overwrite one.</summary>
    public static Vault Create(string path)
    {
        Write(path, [Fresh()], FileMode.CreateNew);
        return Open(path);
    }

    /// <exception cref="FormatException">the file does not hold whole keys</exception>
    public static Vault Open(string path) => new(KeyVersion.Read(Lines(path)), path);

    /// <summary>Whether a version was retired: it proves what it proved, and opens nothing.</summary>
    public bool IsRetired(int version) => versions[version - 1].Cipher is null;

    public string FingerprintOf(int version) => versions[version - 1].Fingerprint;

    /// <summary>Which version has this fingerprint; null where the key file has none.</summary>
    public int? VersionOf(string fingerprint) => versions.FirstOrDefault(v => v.Fingerprint == fingerprint)?.Number;

    /// <summary>Seals with this version from now on, where it is there.</summary>
    /// <exception cref="InvalidOperationException">the key file has no such version</exception>
    public void Use(int version)
    {
        if (version > Newest)
            Renew();
        active = version <= Newest ? version : throw new InvalidOperationException($"the key file lacks version {version}");
    }

    /// <summary>Reads the key file again; one that is only half copied, or another region's, is not taken.</summary>
    public void Renew()
    {
        try
        {
            if (path is not null && KeyVersion.Read(Lines(path)) is var now && now.Count > Newest && now[0].Fingerprint == Fingerprint)
                versions = now;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException) { }
    }

    /// <summary>A new version at the end of the key file, there whole or not at all; it seals nothing yet.</summary>
    public int Grow()
    {
        Replace([.. Lines(path!), $"{Newest + 1} {Fresh()}"]);
        return Newest;
    }

    /// <summary>Takes from the key file what a version opens; what acts and facts were marked with stays.</summary>
    public void Retire(int version) => Replace([.. Lines(path!).Select((line, at) => at + 1 == version ? versions[at].RetiredLine : line)]);

    /// <param name="context">binds the cipher to its place (table.column), so it cannot be moved elsewhere</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string context)
    {
        var (version, head) = (active, HeadOf(active));
        var sealedBytes = new byte[head.Length + NonceSize + plain.Length + TagSize];
        head.CopyTo(sealedBytes, 0);
        var body = sealedBytes.AsSpan(head.Length);
        RandomNumberGenerator.Fill(body[..NonceSize]);
        using var aes = new AesGcm(versions[version - 1].Cipher!, TagSize);
        aes.Encrypt(body[..NonceSize], plain, body[NonceSize..^TagSize], body[^TagSize..], Encoding.UTF8.GetBytes(context));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">the bytes were changed, belong elsewhere, or are of a version that is not there</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> cipher, string context)
    {
        if (cipher.Length > HeadSize + NonceSize + TagSize && cipher.StartsWith(Mark) && cipher[Mark.Length] is > 1 and var version)
        {
            if (version > Newest)
                Renew();
            try
            {
                if (version <= Newest)
                    return Open(versions[version - 1], cipher[HeadSize..], context);
            }
            catch (AuthenticationTagMismatchException) { } // the first version has no head, and may by chance begin like one
        }
        return Open(versions[0], cipher, context);
    }

    private static byte[] Open(KeyVersion key, ReadOnlySpan<byte> body, string context)
    {
        var plain = new byte[body.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key.Cipher ?? throw new CryptographicException($"version {key.Number} is retired"), TagSize);
        aes.Decrypt(body[..NonceSize], body[NonceSize..^TagSize], body[^TagSize..], plain, Encoding.UTF8.GetBytes(context));
        return plain;
    }

    public byte[] EncryptText(string text, string context) => Encrypt(Encoding.UTF8.GetBytes(text), context);

    public string DecryptText(byte[] cipher, string context) => Encoding.UTF8.GetString(Decrypt(cipher, context));

    /// <summary>How every value sealed under a version begins; nothing for the first.</summary>
    public static byte[] HeadOf(int version) => version == 1 ? [] : [.. Mark, (byte)version];

    private static int HeadSize => Mark.Length + 1;

    /// <summary>A keyed hash to search an encrypted value by, of the active version; equal texts of one kind have equal indexes.</summary>
    public string Index(string kind, string value) => Index(versions[active - 1], kind, value);

    /// <summary>All indexes a value may be found under: rows are of the version that sealed them.</summary>
    public string[] Indexes(string kind, string value) => [.. versions.Select(v => Index(v, kind, value))];

    /// <summary>A keyed hash that stays through every change of keys, for what is written once.</summary>
    public string LastingIndex(string kind, string value) => Index(versions[0], kind, value);

    /// <summary>How every index of a version begins; nothing for the first.</summary>
    public static string HeadOfIndex(int version) => version == 1 ? "" : $"{version}:";

    private static string Index(KeyVersion key, string kind, string value) =>
        HeadOfIndex(key.Number)
        + Convert.ToHexStringLower(HMACSHA256.HashData(key.Index, Encoding.UTF8.GetBytes($"{kind}\n{value}")))[..32];

    /// <summary>The cipher of one backup file; its salt makes the key that file's alone.</summary>
    public AesGcm BackupCipher(int version, byte[] salt) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, versions[version - 1].Backup!, MasterSize, salt), TagSize);

    /// <summary>The seal of acts, blocks and entity contents: always of the first version, for they are never written anew.</summary>
    public byte[] Mac(ReadOnlySpan<byte> content) => HMACSHA256.HashData(versions[0].Seal, content);

    private void Replace(IReadOnlyList<string> lines)
    {
        File.Delete(path + ".new");
        Write(path + ".new", lines, FileMode.CreateNew);
        File.Move(path + ".new", path!, overwrite: true);
        versions = KeyVersion.Read(lines);
    }

    private static void Write(string path, IReadOnlyList<string> lines, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(string.Join('\n', lines) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static List<string> Lines(string path) => [.. File.ReadAllLines(path).Select(l => l.Trim()).Where(l => l.Length > 0)];

    private static string Fresh() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MasterSize));
}
