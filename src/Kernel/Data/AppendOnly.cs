using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Data;

/// <summary>
/// Acts, blocks, facts, versions and marks of documents are written once: the database itself refuses to change or remove them. While keys are
/// changed, and only then, a sealed column may be written anew.
/// </summary>
public static class AppendOnly
{
    private const string Rotating = $"EXISTS (SELECT 1 FROM kernel_setting WHERE name = '{KeyState.Rotating}')";
    private static readonly string[] Journals =
    [
        "kernel_act",
        "kernel_block",
        "kernel_fact",
        "kernel_document_version",
        "kernel_document_mark",
    ];

    public static async Task Enforce(AppDb db, CancellationToken ct)
    {
        foreach (var sql in Journals.SelectMany(table => db.IsSqlite ? Sqlite(db, table) : Postgres(db, table)))
            await db.Database.ExecuteSqlRawAsync(sql, ct);
    }

    /// <summary>How many guards stand, of how many there must be.</summary>
    public static async Task<(int There, int All)> Present(AppDb db, CancellationToken ct)
    {
        var there = db.IsSqlite
            ? "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger'"
            : "SELECT tgname::text AS \"Value\" FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal";
        var names = await db.Database.SqlQueryRaw<string>(there).ToListAsync(ct);
        string[] all =
        [
            .. Journals.SelectMany(table => db.IsSqlite ? [$"{table}_no_UPDATE", $"{table}_no_DELETE"] : new[] { $"{table}_append_only" }),
        ];
        return (all.Intersect(names).Count(), all.Length);
    }

    private static IEnumerable<string> Sqlite(AppDb db, string table)
    {
        var (type, seals) = Sealed(db, table);
        var rest = type.GetProperties().Except(seals).Select(p => $"NEW.\"{p.GetColumnName()}\" IS OLD.\"{p.GetColumnName()}\"");
        var unless = seals.Count == 0 ? "" : $"WHEN NOT ({Rotating} AND {string.Join(" AND ", rest)})";
        foreach (var (verb, when) in new[] { ("UPDATE", unless), ("DELETE", "") })
        {
            yield return $"DROP TRIGGER IF EXISTS {table}_no_{verb}";
            yield return $"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";
        }
    }

    private static IEnumerable<string> Postgres(AppDb db, string table)
    {
        var names = Sealed(db, table).Seals.Select(p => $"'{p.GetColumnName()}'");
        return
        [
            $"""
                CREATE OR REPLACE FUNCTION kernel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
                IF TG_OP = 'UPDATE' AND TG_NARGS > 0 AND {Rotating} AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0] THEN RETURN NEW; END IF;
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$$
                """,
            $"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION kernel_append_only({string.Concat(names)})",
        ];
    }

    private static (IEntityType Type, List<IProperty> Seals) Sealed(AppDb db, string table)
    {
        var type = db.Model.GetEntityTypes().Single(t => t.GetTableName() == table);
        return (type, [.. SealedTable.Marked<SealedAttribute>(type).Select(m => m.Property)]);
    }
}
