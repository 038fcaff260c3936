using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations;

/// <summary>What was brought back, and what verification said of it.</summary>
internal sealed record Restored(Manifest Manifest, VerificationReport Report);

/// <summary>
/// Brings a backup back (恢复) into an empty folder or database of either engine, or not at all: the file is read through first, the rows
/// are compared with its manifest before they count, and what came back is verified.
/// </summary>
internal static class Restore
{
    internal static async Task<Result<Restored>> Run(HostOptions options, string path, CancellationToken ct)
    {
        if (!File.Exists(path))
            return Refusal.Conflict("no-backup", $"没有找到备份文件 {path}");
        if (Region.Keys(options) is var keys && keys.Refusal is { } locked)
            return locked;
        if (Backup.Check(path, keys.Value) is var found && found.Refusal is { } bad)
            return bad;
        if (
            options.IsEmbedded
            && Directory.Exists(options.Folder)
            && Directory.EnumerateFileSystemEntries(options.Folder).Any(f => !IsLeftover(options, f))
        )
            return Occupied(options.Folder);
        var filled = options.IsEmbedded ? await IntoFile(options, path, found.Value, ct) : await IntoServer(options, path, found.Value, ct);
        return filled is { } refusal ? refusal : await Verified(options, found.Value, ct);
    }

    private static async Task<Refusal?> IntoFile(HostOptions options, string path, Manifest manifest, CancellationToken ct)
    {
        Region.Make(options.Folder);
        var aside = Aside(options);
        try
        {
            Clear(aside);
            if (await IntoServer(options with { Database = aside }, path, manifest, ct) is { } refusal)
                return refusal;
            Close(aside);
            File.Move(aside, options.Address);
            return null;
        }
        finally
        {
            Close(aside);
            Clear(aside);
        }
    }

    private static async Task<Refusal?> IntoServer(HostOptions options, string path, Manifest manifest, CancellationToken ct)
    {
        using var database = options.Open();
        await using var db = database.Open();
        var schema = await Schema.Of(db, ct);
        var names = manifest.Head.Migrations.Select(Schema.NameOf).ToList();
        if (names.Except(schema.Known.Select(Schema.NameOf)).Any())
            return Refusal.Conflict(
                "newer-backup",
                $"这份备份由较新的程序（{manifest.Head.Program}）写成，本程序（{HostOptions.Program}）装不下它；请换用那个版本或更新的版本"
            );
        if (schema.Applied.Select(Schema.NameOf).Except(names).Any() || await HasRows(db, ct))
            return Occupied("数据库");
        await database.PrepareUpTo(schema.Known.Single(m => Schema.NameOf(m) == names[^1]), ct);
        if (await Fill(db, new BackupReader(path, Region.Keys(options).Value), ct) is { } refusal)
            return refusal;
        await database.Prepare(ct);
        return null;
    }

    private static async Task<Refusal?> Fill(AppDb db, BackupReader backup, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        RowWriter? writer = null;
        try
        {
            foreach (var (table, row) in backup.Rows())
                if (row is not null)
                    await writer!.Add(row, ct);
                else
                {
                    await End(writer, ct);
                    writer = await RowWriter.Into(db, transaction, table, ct);
                }
            await End(writer, ct);
        }
        finally
        {
            await (writer?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        var counts = await new Snapshot(db, transaction).Count(ct);
        if (!counts.SequenceEqual(backup.Manifest.Tables))
            return Refusal.Conflict(
                "unlike",
                $"写入的内容与备份清单不一致（{string.Join('、', backup.Manifest.Tables.Except(counts).Select(t => t.Table))}），已全部撤回；请报告此问题"
            );
        await transaction.CommitAsync(ct);
        return null;
    }

    private static async Task End(RowWriter? writer, CancellationToken ct)
    {
        if (writer is null)
            return;
        await writer.Complete(ct);
        await writer.DisposeAsync();
    }

    /// <summary>Acts that no block named when the backup was taken are sealed first, as the server would have a second later.</summary>
    private static async Task<Result<Restored>> Verified(HostOptions options, Manifest manifest, CancellationToken ct)
    {
        var opened = await Region.Open(options, ct);
        if (opened.Refusal is { } refusal)
            return refusal;
        using var database = opened.Value.Database;
        var sealer = new Sealer(database, opened.Value.Vault, opened.Value.Time);
        while (await sealer.Run(ct) > 0) { }
        return new Restored(manifest, await Verification.Run(opened.Value, ct));
    }

    private static async Task<bool> HasRows(AppDb db, CancellationToken ct)
    {
        foreach (var table in await Snapshot.TableNames(db, ct))
            if (await Snapshot.RowsIn(db, table, ct) > 0)
                return true;
        return false;
    }

    private static Refusal Occupied(string where) =>
        Refusal.Conflict(
            "not-empty",
            $"{where} 里已经有内容。恢复只写入空的目录或空的数据库，现有数据一点没有动；请换一个 --data 或 --database"
        );

    private static string Aside(HostOptions options) => options.Address + ".restoring";

    private static bool IsLeftover(HostOptions options, string file) =>
        Path.GetFileName(file).StartsWith(Path.GetFileName(Aside(options)), StringComparison.Ordinal);

    private static void Clear(string aside)
    {
        foreach (var left in Directory.GetFiles(Path.GetDirectoryName(aside)!, Path.GetFileName(aside) + "*"))
            File.Delete(left);
    }

    private static void Close(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        SqliteConnection.ClearPool(connection);
    }
}
