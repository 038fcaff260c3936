using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations;

/// <summary>What a backup is of: the program, the shape of the database, the moment, and the head of the chain of acts.</summary>
internal sealed record BackupHead(
    string Program,
    string Engine,
    IReadOnlyList<string> Migrations,
    int Blueprint,
    DateTimeOffset At,
    long Block,
    string Chain
);

/// <summary>A backup's table of contents (备份清单).</summary>
internal sealed record Manifest(BackupHead Head, IReadOnlyList<TableCount> Tables)
{
    internal long Rows => Tables.Sum(t => t.Rows);
}

/// <summary>
/// A backup (备份): the whole region at one moment as one sealed file, the same for both engines. First its head, then the tables with
/// their rows, last what every table must come to.
/// </summary>
internal static class Backup
{
    private const int PieceSize = 256 << 10;

    /// <summary>Writes it under another name and renames it when it is whole and on the disk: a failure leaves nothing behind.</summary>
    internal static async Task<Manifest> Write(Platform platform, string path, CancellationToken ct)
    {
        var part = path + ".part";
        try
        {
            Manifest manifest;
            using (var file = new SealedFile.Writer(part, platform.Vault))
                manifest = await Fill(file, platform, ct);
            File.Move(part, path);
            return manifest;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static async Task<Manifest> Fill(SealedFile.Writer file, Platform platform, CancellationToken ct)
    {
        await using var snapshot = await Snapshot.Of(platform.Database, ct);
        var head = await HeadOf(snapshot.Db, platform, ct);
        file.Add(Encoding.UTF8.GetBytes(JsonText.Write(head)));
        var counts = new List<TableCount>();
        foreach (var table in await snapshot.Tables(ct))
        {
            using var piece = new MemoryStream();
            var tally = new Tally();
            BackupRow.Begin(piece, table);
            await foreach (var row in snapshot.Rows(table, ct))
            {
                var bytes = BackupRow.Bytes(row);
                tally.Add(bytes);
                BackupRow.Append(piece, bytes);
                if (piece.Length < PieceSize)
                    continue;
                file.Add(piece.ToArray());
                piece.SetLength(0);
            }
            file.Add(piece.ToArray());
            counts.Add(new TableCount(table.Name, tally.Rows, tally.Hash));
        }
        file.Add(Encoding.UTF8.GetBytes(JsonText.Write(counts)), last: true);
        return new Manifest(head, counts);
    }

    private static async Task<BackupHead> HeadOf(AppDb db, Platform platform, CancellationToken ct)
    {
        var last = await db.Set<Block>().OrderByDescending(b => b.Id).Select(b => new { b.Id, b.Chain }).FirstOrDefaultAsync(ct);
        return new BackupHead(
            HostOptions.Program,
            db.IsSqlite ? "SQLite" : "PostgreSQL",
            (await Schema.Of(db, ct)).Applied,
            await db.Set<BlueprintVersion>().MaxAsync(v => (int?)v.Number, ct) ?? 0,
            platform.Time.Instant(),
            last?.Id ?? 0,
            Convert.ToHexStringLower(last?.Chain ?? [])
        );
    }

    /// <summary>Reads a backup through, without a database; a refusal says what is wrong with it.</summary>
    internal static Result<Manifest> Check(string path, Vault vault)
    {
        try
        {
            var reader = new BackupReader(path, vault);
            foreach (var _ in reader.Rows()) { }
            return reader.Manifest;
        }
        catch (InvalidDataException e)
        {
            return Refusal.Conflict("bad-backup", $"{path}：{e.Message}");
        }
    }
}
