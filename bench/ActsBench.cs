using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Yihe.Bench;

/// <summary>Registrations per second through the public door, against bare rows of the size of an act committed one by one to the same disk.</summary>
internal static class ActsBench
{
    private const int Warm = 500;
    private const int Count = 3_000;

    /// <summary>What an act of a registration measures, in characters.</summary>
    private const int ActSize = 520;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        yield return await Embedded();
        if (await BenchRegion.NewPostgres() is { } database)
            yield return await Postgres(database);
    }

    private static async Task<Measured> Embedded()
    {
        await using var region = await BenchRegion.Start(null);
        var ours = await Ours(region);
        await using var raw = new SqliteConnection($"Data Source={Path.Combine(region.Folder, "raw.db")};Pooling=False");
        await raw.OpenAsync();
        await Execute(raw, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        return Row("SQLite", ours, await Limit(raw));
    }

    private static async Task<Measured> Postgres(string database)
    {
        await using var region = await BenchRegion.Start(database);
        var ours = await Ours(region);
        await using var raw = new NpgsqlConnection(database);
        await raw.OpenAsync();
        return Row("PostgreSQL", ours, await Limit(raw));
    }

    private static async Task<double> Ours(BenchRegion region)
    {
        await region.Register(Warm, seed: 1);
        var watch = Stopwatch.StartNew();
        await region.Register(Count);
        return Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> Limit(DbConnection raw)
    {
        await Execute(raw, "CREATE TABLE raw_act (id TEXT PRIMARY KEY, at BIGINT, body TEXT)");
        await using var insert = raw.CreateCommand();
        insert.CommandText = "INSERT INTO raw_act VALUES (@id, @at, @body)";
        foreach (var name in new[] { "@id", "@at", "@body" })
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, name == "@at" ? 0L : "");
            insert.Parameters.Add(parameter);
        }
        insert.Parameters[2].Value = new string('x', ActSize);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Count; i++)
        {
            insert.Parameters[0].Value = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
            insert.Parameters[1].Value = (long)i;
            await insert.ExecuteNonQueryAsync();
        }
        return Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task Execute(DbConnection raw, string sql)
    {
        await using var command = raw.CreateCommand();
#pragma warning disable CA2100 // the statements are those above
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static Measured Row(string engine, double ours, double limit) =>
        new(
            $"经公开接口登记居民，{engine}",
            "yihe bench acts",
            $"{ours:0} 次/秒",
            $"{limit:0} 行/秒（同大小的行逐条提交）",
            ours / limit,
            "—"
        );
}
