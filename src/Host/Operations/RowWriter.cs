using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Host.Operations;

/// <summary>Fills one table inside a transaction: by COPY on PostgreSQL, by one prepared INSERT on SQLite.</summary>
internal abstract class RowWriter : IAsyncDisposable
{
    internal static async Task<RowWriter> Into(AppDb db, IDbContextTransaction transaction, Table table, CancellationToken ct)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"\"{c}\""));
        var values = string.Join(", ", table.Columns.Select((_, at) => $"@p{at}"));
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // the names come from a backup, which nobody without the key can write
        command.CommandText = $"SELECT {columns} FROM \"{table.Name}\" WHERE 1 = 0";
        await using (var reader = await command.ExecuteReaderAsync(ct))
            if (command.Connection is NpgsqlConnection postgres)
            {
                var types = Enumerable.Range(0, table.Columns.Count).Select(reader.GetDataTypeName).ToArray();
                await reader.DisposeAsync();
                var sql = $"COPY \"{table.Name}\" ({columns}) FROM STDIN (FORMAT BINARY)";
                return new Copy(await postgres.BeginBinaryImportAsync(sql, ct), types);
            }
        var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = transaction.GetDbTransaction();
        insert.CommandText = $"INSERT INTO \"{table.Name}\" ({columns}) VALUES ({values})";
#pragma warning restore CA2100
        return new Insert(insert, table.Columns.Count);
    }

    internal abstract Task Add(object?[] row, CancellationToken ct);

    internal virtual Task Complete(CancellationToken ct) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    private sealed class Copy(NpgsqlBinaryImporter copy, string[] types) : RowWriter
    {
        internal override async Task Add(object?[] row, CancellationToken ct)
        {
            await copy.StartRowAsync(ct);
            for (var at = 0; at < row.Length; at++)
                if (row[at] is not { } value)
                    await copy.WriteNullAsync(ct);
                else if (types[at] == "integer")
                    await copy.WriteAsync(Convert.ToInt32(value, CultureInfo.InvariantCulture), types[at], ct);
                else
                    await copy.WriteAsync(value, types[at], ct);
        }

        internal override async Task Complete(CancellationToken ct) => await copy.CompleteAsync(ct);

        public override ValueTask DisposeAsync() => copy.DisposeAsync();
    }

    private sealed class Insert : RowWriter
    {
        private readonly DbCommand command;

        internal Insert(DbCommand command, int columns)
        {
            this.command = command;
            for (var at = 0; at < columns; at++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{at}";
                command.Parameters.Add(parameter);
            }
        }

        internal override async Task Add(object?[] row, CancellationToken ct)
        {
            for (var at = 0; at < row.Length; at++)
                command.Parameters[at].Value = row[at] switch
                {
                    null => DBNull.Value,
                    DateTime moment => moment.Ticks,
                    string[] texts => JsonSerializer.Serialize(texts),
                    var value => value,
                };
            await command.ExecuteNonQueryAsync(ct);
        }

        public override ValueTask DisposeAsync() => command.DisposeAsync();
    }
}
