using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Database = Yihe.Kernel.Data.Database;

namespace Yihe.Host.Operations;

/// <summary>A table of a snapshot, its columns by name.</summary>
internal sealed record Table(string Name, IReadOnlyList<string> Columns);

/// <summary>How a table of a snapshot stood: rows, and a hash that is the same on both engines.</summary>
internal sealed record TableCount(string Table, long Rows, string Hash);

/// <summary>Every table of a database at one moment, whatever its version, while others go on writing; the values are the same on both engines.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly IDbContextTransaction moment;
    private readonly Dictionary<(string Table, string Column), Type> kinds;

    /// <param name="moment">the transaction in which it is read</param>
    internal Snapshot(AppDb db, IDbContextTransaction moment)
    {
        (Db, this.moment) = (db, moment);
        kinds = db.IsSqlite ? StoredValue.Kinds(db) : [];
    }

    internal AppDb Db { get; }

    internal static async Task<Snapshot> Of(Database database, CancellationToken ct)
    {
        var db = database.Open();
        return new Snapshot(db, await Database.Snapshot(db, ct));
    }

    internal async Task<List<Table>> Tables(CancellationToken ct)
    {
        var tables = new List<Table>();
        foreach (var name in await TableNames(Db, ct))
        {
            await using var command = Query($"SELECT * FROM \"{name}\" WHERE 1 = 0");
            await using var reader = await command.ExecuteReaderAsync(ct);
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName);
            tables.Add(new Table(name, [.. columns.Order(StringComparer.Ordinal)]));
        }
        return tables;
    }

    internal async IAsyncEnumerable<object?[]> Rows(Table table, [EnumeratorCancellation] CancellationToken ct)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"\"{c}\""));
        var types = table.Columns.Select(c => kinds.GetValueOrDefault((table.Name, c))).ToArray();
        await using var command = Query($"SELECT {columns} FROM \"{table.Name}\"");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return [.. types.Select((type, at) => reader.IsDBNull(at) ? null : StoredValue.Of(reader, at, type))];
    }

    /// <summary>What every table holds, to compare with what it should.</summary>
    internal async Task<List<TableCount>> Count(CancellationToken ct)
    {
        var counts = new List<TableCount>();
        foreach (var table in await Tables(ct))
        {
            var tally = new Tally();
            await foreach (var row in Rows(table, ct))
                tally.Add(BackupRow.Bytes(row));
            counts.Add(new TableCount(table.Name, tally.Rows, tally.Hash));
        }
        return counts;
    }

    /// <summary>The tables of the region; what the engine and its migrations keep for themselves is not among them.</summary>
    internal static async Task<List<string>> TableNames(AppDb db, CancellationToken ct)
    {
        var names = await db
            .Database.SqlQueryRaw<string>(
                db.IsSqlite
                    ? "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table'"
                    : "SELECT table_name::text AS \"Value\" FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            )
            .ToListAsync(ct);
        return
        [
            .. names
                .Where(n => !n.StartsWith("__", StringComparison.Ordinal) && !n.StartsWith("sqlite_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    internal static Task<long> RowsIn(AppDb db, string table, CancellationToken ct)
    {
        var sql = $"SELECT count(*) AS \"Value\" FROM \"{table}\"";
        return db.Database.SqlQueryRaw<long>(sql).SingleAsync(ct);
    }

    private DbCommand Query(string sql)
    {
        var command = Db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the names come from the database's own list of tables
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = moment.GetDbTransaction();
        command.CommandTimeout = 0;
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        await moment.DisposeAsync();
        await Db.DisposeAsync();
    }
}
