using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Yihe.Kernel.Data;

/// <summary>
/// Writes everything a context has tracked, and rows given beside it, in one go (落库): one batch and one wait on PostgreSQL, where the
/// commit may travel with it. It stands in for the mapper's own saving, whose bookkeeping costs more than the writing.
/// Everything or nothing: one failing statement ends the batch.
/// </summary>
internal static class Saving
{
    /// <summary>Tells whoever listens what is sent: each statement with its values, and whether the commit travels along. Nobody does in daily use.</summary>
    private static readonly DiagnosticListener Told = new("Yihe.Saving");
    private const string Commit = "COMMIT";

    /// <summary>From so many new rows of one table on it pays to hand them to PostgreSQL together.</summary>
    private const int Many = 256;

    /// <param name="beside">rows of the kernel itself, to be inserted</param>
    /// <param name="ending">the transaction to commit with them; null where the caller commits, or none is open</param>
    internal static async Task<int> Run(AppDb db, IReadOnlyCollection<object> beside, IDbContextTransaction? ending, CancellationToken ct)
    {
        var crowds = Crowds(db, beside);
        var statements = Statements(
            db,
            crowds.Count == 0 ? beside : [.. beside.Where(row => crowds.TrueForAll(c => c.Key != row.GetType()))]
        );
        var travels = ending is not null && !db.IsSqlite && statements.Count > 0 && crowds.Count == 0 && !statements.Exists(s => s.MustHit);
        if (Told.IsEnabled())
            Told.Write("sent", (statements.ConvertAll(s => (s.Sql, Array.ConvertAll(s.Values, v => v.Value))), travels));
        await Send(db, statements, travels, ct);
        foreach (var crowd in crowds)
            await BulkDoor.Copy(db, db.Model.FindEntityType(crowd.Key)!, crowd, ct);
        if (travels)
            await ending!.DisposeAsync(); // over already: whoever reads on is outside of it
        else if (ending is not null)
            await ending.CommitAsync(ct);
        db.ChangeTracker.AcceptAllChanges();
        return statements.Count + crowds.Sum(c => c.Count());
    }

    /// <summary>The tables of PostgreSQL that get many rows at once.</summary>
    private static List<IGrouping<Type, object>> Crowds(AppDb db, IReadOnlyCollection<object> beside) =>
        db.IsSqlite || beside.Count < Many || db.Database.CurrentTransaction is null
            ? []
            : [.. beside.GroupBy(row => row.GetType()).Where(rows => rows.Count() >= Many)];

    /// <summary>Rows that go come first and new ones last, so that a place freed is free; rows that stay are locked in one order by everybody.</summary>
    private static List<Statement> Statements(AppDb db, IReadOnlyCollection<object> beside)
    {
        var entries = db.ChangeTracker.Entries().Where(e => e.State is not (EntityState.Unchanged or EntityState.Detached)).ToList();
        var gone = from e in entries where e.State == EntityState.Deleted select Of(e).Delete(e);
        var changed =
            from e in entries
            where e.State == EntityState.Modified
            let table = Of(e)
            orderby table.Table, (e.Entity as IEntity)?.Key
            select table.Update(e);
        var fresh = from e in entries where e.State == EntityState.Added orderby Of(e).Table select Of(e).Insert(e.Entity);
        var given = beside.Select(row => TableWriter.Of(db, db.Model.FindEntityType(row.GetType())!).Insert(row));
        return [.. gone, .. changed, .. fresh, .. given];
    }

    private static TableWriter Of(EntityEntry entry) => TableWriter.Of((AppDb)entry.Context, entry.Metadata);

    private static async Task Send(AppDb db, List<Statement> statements, bool travels, CancellationToken ct)
    {
        if (statements.Count == 0)
            return;
        try
        {
            await (db.IsSqlite ? OneByOne(db, statements, ct) : Together(db, statements, travels, ct));
        }
        catch (DbException e) when (IsOfAnotherVersion(e))
        {
            throw new DbUpdateConcurrencyException("the row has another version by now", e);
        }
    }

    /// <summary>Without an open transaction a batch is one by itself.</summary>
    private static async Task Together(AppDb db, List<Statement> statements, bool travels, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
            foreach (var statement in statements)
                batch.BatchCommands.Add(CommandOf(statement));
            if (travels)
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Commit));
            await batch.ExecuteNonQueryAsync(ct);
            for (var i = 0; i < statements.Count; i++)
                Check(statements[i], batch.BatchCommands[i].RecordsAffected);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static NpgsqlBatchCommand CommandOf(Statement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        foreach (var value in statement.Values)
            command.Parameters.Add((NpgsqlParameter)value);
        return command;
    }

    private static async Task OneByOne(AppDb db, List<Statement> statements, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var statement in statements)
        {
            if (command.CommandText != statement.Sql)
                command.CommandText = statement.Sql; // rows of one table stand together and are prepared once
            command.Parameters.Clear();
            foreach (var value in statement.Values)
                command.Parameters.Add((SqliteParameter)value);
            Check(statement, await command.ExecuteNonQueryAsync(ct));
        }
        if (own is not null)
            await own.CommitAsync(ct);
    }

    private static void Check(Statement statement, int hit)
    {
        if (statement.MustHit && hit != 1)
            throw new DbUpdateConcurrencyException("the row is gone");
    }

    /// <summary>The guard of an update: the version became null.</summary>
    private static bool IsOfAnotherVersion(DbException e) =>
        e switch
        {
            PostgresException { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: "version" } => true,
            SqliteException { SqliteExtendedErrorCode: 1299 } => e.Message.Contains(".version", StringComparison.Ordinal),
            _ => false,
        };
}
