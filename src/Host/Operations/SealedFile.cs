using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Yihe.Kernel.Secrets;

namespace Yihe.Host.Operations;

/// <summary>
/// A file in pieces (封装文件), each packed, encrypted and authenticated (AES-256-GCM) and bound to its number, its file and whether it is
/// the last: no changed byte, cut, swap or addition is ever read as content.
/// </summary>
internal static class SealedFile
{
    private const int SaltSize = 32;
    private const int TagSize = 16;
    private static readonly byte[] Magic = "YIHEBAK1"u8.ToArray();

    /// <summary>Writes the pieces one after the other; the file is whole once the last was added.</summary>
    internal sealed class Writer : IDisposable
    {
        private readonly FileStream file;
        private readonly AesGcm cipher;
        private readonly byte[] head;
        private long number;

        internal Writer(string path, Vault vault)
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            file = new FileStream(path, options);
            var salt = RandomNumberGenerator.GetBytes(SaltSize);
            cipher = vault.BackupCipher(vault.Active, salt);
            head = [.. Magic, .. salt, .. Encoding.ASCII.GetBytes(vault.FingerprintOf(vault.Active))];
            file.Write(head);
        }

        internal void Add(byte[] piece, bool last = false)
        {
            var packed = Pack(piece);
            var body = new byte[packed.Length + TagSize];
            var (nonce, place) = Place(head, number++, last);
            cipher.Encrypt(nonce, packed, body.AsSpan(..packed.Length), body.AsSpan(packed.Length..), place);
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
            file.Write(length);
            file.Write(body);
            if (last)
                file.Flush(flushToDisk: true);
        }

        public void Dispose()
        {
            cipher.Dispose();
            file.Dispose();
        }
    }

    /// <summary>The pieces in their order.</summary>
    /// <exception cref="InvalidDataException">it is not such a file, is another key's, or is not as it was written; the message is for people</exception>
    internal static IEnumerable<byte[]> Read(string path, Vault vault)
    {
        using var file = File.OpenRead(path);
        var head = Take(file, Magic.Length + SaltSize + vault.Fingerprint.Length);
        if (!head.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException("这不是本平台的备份文件，或文件开头已损坏");
        if (vault.VersionOf(Encoding.ASCII.GetString(head.AsSpan(Magic.Length + SaltSize))) is not { } version)
            throw new InvalidDataException("这份备份是用另一份密钥加密的（或文件开头已损坏）；请换成备份时的密钥文件");
        if (vault.IsRetired(version))
            throw new InvalidDataException($"这份备份是用第 {version} 版密钥加密的，这个密钥文件里它已停用；请换成停用之前保管的密钥文件");
        using var cipher = vault.BackupCipher(version, head[Magic.Length..(Magic.Length + SaltSize)]);
        for (var number = 0L; file.Position < file.Length; number++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(Take(file, 4));
            if (length < TagSize || length > file.Length - file.Position)
                throw Damaged(number);
            yield return Opened(cipher, head, Take(file, length), (number, file.Position == file.Length));
        }
    }

    private static byte[] Opened(AesGcm cipher, byte[] head, byte[] body, (long Number, bool Last) at)
    {
        var (nonce, place) = Place(head, at.Number, at.Last);
        var packed = new byte[body.Length - TagSize];
        try
        {
            cipher.Decrypt(nonce, body.AsSpan(..^TagSize), body.AsSpan(^TagSize..), packed, place);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Damaged(at.Number);
        }
        using var unpacking = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var piece = new MemoryStream();
        unpacking.CopyTo(piece);
        return piece.ToArray();
    }

    private static byte[] Pack(byte[] piece)
    {
        using var packed = new MemoryStream();
        using (var packing = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            packing.Write(piece);
        return packed.ToArray();
    }

    private static (byte[] Nonce, byte[] Place) Place(byte[] head, long number, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        nonce[11] = last ? (byte)1 : (byte)0;
        return (nonce, [.. head, .. nonce]);
    }

    private static byte[] Take(FileStream file, int length)
    {
        var bytes = new byte[length];
        return file.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw Damaged(0);
    }

    private static InvalidDataException Damaged(long piece) =>
        new($"备份文件已损坏或不完整（第 {piece + 1} 段），不能用来恢复；请换用另一份备份");
}
