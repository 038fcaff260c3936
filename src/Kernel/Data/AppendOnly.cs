using Microsoft.EntityFrameworkCore;

namespace Yihe.Kernel.Data;

/// <summary>Acts, blocks, facts and versions of documents are written once: the database itself refuses to change or remove them.</summary>
public static class AppendOnly
{
    private static readonly string[] Journals = ["kernel_act", "kernel_block", "kernel_fact", "kernel_document_version"];

    internal static async Task Enforce(AppDb db, CancellationToken ct)
    {
        foreach (var sql in Journals.SelectMany(table => db.IsSqlite ? Sqlite(table) : Postgres(table)))
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

    private static IEnumerable<string> Sqlite(string table) =>
        from verb in new[] { "UPDATE", "DELETE" }
        select $"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";

    private static IEnumerable<string> Postgres(string table) =>
        [
            "CREATE OR REPLACE FUNCTION kernel_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END'",
            $"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION kernel_append_only()",
        ];
}
