using System.Buffers.Binary;
using System.Buffers.Text;

namespace Yihe.Accounts.People;

/// <summary>
/// What a page is given to bring back soon: readable by the server alone, good for one purpose and one holder, and over after minutes,
/// so that nothing waits in the database for people who walked away.
/// </summary>
internal sealed record SealedNote(byte[] Content, DateTimeOffset MadeAt)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    internal static string Seal(Work work, string purpose, byte[] content)
    {
        var note = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt64BigEndian(note, work.Now.UtcTicks);
        content.CopyTo(note, 8);
        return Base64Url.EncodeToString(work.Platform.Vault.Encrypt(note, "note " + purpose));
    }

    /// <summary>Null when it was changed, is for something else, or is over.</summary>
    internal static SealedNote? Open(Work work, string purpose, string? text)
    {
        if (string.IsNullOrEmpty(text) || !Base64Url.IsValid(text))
            return null;
        try
        {
            var note = work.Platform.Vault.Decrypt(Base64Url.DecodeFromChars(text), "note " + purpose);
            var madeAt = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(note), TimeSpan.Zero);
            return work.Now - madeAt > GoodFor ? null : new SealedNote(note[8..], madeAt);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}

/// <summary>Random secrets given out once, of which we keep the hash: sessions, invitations, interface tokens.</summary>
public static class BearerSecret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
