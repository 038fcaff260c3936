using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Yihe.Kernel.Acts;

namespace Yihe.Kernel.Data;

/// <summary>
/// Fills the tables of PostgreSQL with many new entities at once (COPY), by the thousand, each thousand named in one sealed act,
/// so that verification finds nothing. For taking over what another system held and for measuring; not for daily use.
/// </summary>
public static class BulkDoor
{
    private const int Bulk = 1_000;

    /// <param name="agent">what loads, as the acts say it</param>
    /// <param name="useCase">the name under which the acts stand</param>
    public static async Task Load(Platform platform, string agent, string useCase, IEnumerable<IEntity> entities, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        await db.Database.OpenConnectionAsync(ct);
        foreach (var bulk in entities.Chunk(Bulk))
        {
            var act = Named(platform, agent, useCase, string.Join('\n', bulk.Select(e => Changes.Born(db, e, platform.Vault))));
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            foreach (var alike in bulk.GroupBy(e => e.GetType()))
                await Copy(db, db.Model.FindEntityType(alike.Key)!, alike, ct);
            await Copy(db, db.Model.FindEntityType(typeof(Act))!, [act], ct);
            await Copy(db, db.Model.FindEntityType(typeof(UnsealedAct))!, [new UnsealedAct { Id = act.Id }], ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static Act Named(Platform platform, string agent, string useCase, string changes)
    {
        var now = platform.Time.Instant();
        var act = new Act
        {
            Id = platform.Time.NewId(),
            At = now,
            Agent = agent,
            UseCase = useCase,
            Blueprint = platform.Blueprints.VersionAt(now),
            Changes = changes,
        };
        act.Mac = act.Sealed(platform.Vault);
        return act;
    }

    /// <summary>New rows of one table, inside the transaction that is open.</summary>
    internal static async Task Copy(AppDb db, IEntityType type, IEnumerable<object> rows, CancellationToken ct)
    {
        var table = TableWriter.Of(db, type);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync(table.Copying, ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            foreach (var column in table.Columns)
                if (column.Stored(row) is { } value)
                    await copy.WriteAsync(value, column.Type, ct);
                else
                    await copy.WriteNullAsync(ct);
        }
        await copy.CompleteAsync(ct);
    }
}
