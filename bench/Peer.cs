using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Yihe.Bench;

/// <summary>A copy of the region's database for pgbench, its residents and sessions renamed to numbers that a script can count.</summary>
internal sealed partial class Peer(NpgsqlConnectionStringBuilder database, int residents)
{
    internal const int Clients = 16;
    private readonly Dictionary<int, long> numbered = [];

    /// <summary>Copies a database that nobody uses; session 0 is the hot one.</summary>
    internal static async Task<Peer> Of(string origin, Guid hot, int residents)
    {
        var copy = await Copy(origin);
        const string named = "lpad(to_hex(b.n), 32, '0')::uuid";
        await Execute(
            copy.ConnectionString,
            $"""
            CREATE TABLE bench_resident AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM residents_resident;
            CREATE TABLE bench_session AS SELECT id, row_number() OVER (ORDER BY id <> '{hot}', id) - 1 AS n FROM access_session;
            CREATE TABLE bench_booking (unit uuid PRIMARY KEY, resident uuid NOT NULL);
            UPDATE residents_care_relation c SET resident = {named} FROM bench_resident b WHERE b.id = c.resident;
            UPDATE residents_resident r SET id = {named} FROM bench_resident b WHERE b.id = r.id;
            UPDATE kernel_pool_unit u SET pool = {named} FROM bench_session b WHERE b.id = u.pool;
            UPDATE kernel_pool p SET id = {named} FROM bench_session b WHERE b.id = p.id;
            UPDATE access_session s SET id = {named} FROM bench_session b WHERE b.id = s.id;
            """
        );
        await Execute(copy.ConnectionString, "VACUUM FULL ANALYZE");
        return new Peer(copy, residents);
    }

    /// <summary>A copy in which a row of the audit stands ready to be written again and again.</summary>
    internal static async Task<Peer> Of(string origin)
    {
        var copy = await Copy(origin);
        await Execute(copy.ConnectionString, "CREATE TABLE bench_act AS SELECT * FROM kernel_act WHERE use_case = 'record.read' LIMIT 1");
        await Execute(copy.ConnectionString, "VACUUM ANALYZE");
        return new Peer(copy, 0);
    }

    private static async Task<NpgsqlConnectionStringBuilder> Copy(string origin)
    {
        var source = new NpgsqlConnectionStringBuilder(origin);
        var copy = new NpgsqlConnectionStringBuilder(origin) { Database = source.Database + "_peer", Pooling = false };
        await Execute(
            new NpgsqlConnectionStringBuilder(origin) { Database = "postgres", Pooling = false }.ConnectionString,
            $"CREATE DATABASE {copy.Database} TEMPLATE {source.Database}"
        );
        return copy;
    }

    /// <summary>A script of which each run is like any other, 20,000 times; transactions per second.</summary>
    internal Task<double> Rate(string script) => Run(script, 0, 1, 20_000);

    /// <summary>Runs a script so many times on 16 connections, over so many sessions from one on; transactions per second.</summary>
    internal async Task<double> Run(string script, int first, int sessions, int count)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script);
        var from = numbered.GetValueOrDefault(first, first == 0 ? 1000L * residents : 0);
        var variables = new Dictionary<string, long>
        {
            ["k"] = -1,
            ["base"] = from,
            ["clients"] = Clients,
            ["first"] = first,
            ["sessions"] = sessions,
            ["residents"] = residents,
        };
        numbered[first] = from + count;
        string[] given = ["-n", "-M", "prepared", "-c", $"{Clients}", "-j", "2", "-t", $"{count / Clients}", "-f", file];
        string[] where =
        [
            "-h",
            database.Host!,
            "-U",
            database.Username!,
            .. variables.SelectMany(v => new[] { "-D", $"{v.Key}={v.Value}" }),
            database.Database!,
        ];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("YIHE_PGBENCH") ?? "pgbench", [.. given, .. where])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var pgbench = Process.Start(start)!;
        var errors = pgbench.StandardError.ReadToEndAsync();
        var said = await pgbench.StandardOutput.ReadToEndAsync();
        await pgbench.WaitForExitAsync();
        File.Delete(file);
        return pgbench.ExitCode == 0 && Rate().Match(said) is { Success: true } rate
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench: {await errors} {said}");
    }

    internal static async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
#pragma warning disable CA2100 // the statements are those of the bench
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();
}
