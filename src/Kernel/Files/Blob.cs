using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Files;

/// <summary>A piece of a stored document: at most one mebibyte, encrypted on its own and bound to its place.</summary>
[PrimaryKey(nameof(BlobId), nameof(No))]
public sealed class BlobPiece : IRow
{
    public required Guid BlobId { get; init; }
    public required int No { get; init; }

    [Sealed("blob/{BlobId:N}/{No}", AtOnce = 8)]
    public required byte[] Bytes { get; init; }
}

/// <summary>Documents kept sealed in the database, so that a second node and a backup lack nothing.</summary>
public static class Blobs
{
    private const int PieceSize = 1 << 20;

    public static Guid Store(Work work, byte[] content)
    {
        var id = work.NewId();
        for (int no = 0, at = 0; at < content.Length; no++, at += PieceSize)
        {
            var piece = content.AsSpan(at, Math.Min(PieceSize, content.Length - at));
            work.Add(
                new BlobPiece
                {
                    BlobId = id,
                    No = no,
                    Bytes = work.Platform.Vault.Encrypt(piece, Place(id, no)),
                }
            );
        }
        return id;
    }

    public static Task<byte[]> Open(Work work, Guid id, CancellationToken ct) => Open(work.Platform, work.Db, id, ct);

    /// <summary>The same before a work begins.</summary>
    public static async Task<byte[]> Open(Platform platform, AppDb db, Guid id, CancellationToken ct)
    {
        var pieces = await db.Set<BlobPiece>().AsNoTracking().Where(p => p.BlobId == id).OrderBy(p => p.No).ToListAsync(ct);
        return [.. pieces.SelectMany(p => platform.Vault.Decrypt(p.Bytes, Place(id, p.No)))];
    }

    /// <summary>What nobody needs any more is not kept.</summary>
    public static Task Drop(Work work, Guid id, CancellationToken ct) =>
        work.Db.Set<BlobPiece>().Where(p => p.BlobId == id).ExecuteDeleteAsync(ct);

    private static string Place(Guid id, int no) => $"blob/{id:N}/{no}";
}
