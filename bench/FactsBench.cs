using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Yihe.Host;
using Yihe.Indicators;
using Yihe.Indicators.Counting;
using Yihe.Kernel.Working;

namespace Yihe.Bench;

/// <summary>
/// Every indicator over every place and span of a year of visits and stays, from rows in PostgreSQL: counted here, by DuckDB, and by plain
/// SQL. All three must come to the same.
/// </summary>
internal static class FactsBench
{
    private const string Command = "yihe bench facts";
    private const int Year = 2026;
    private static int Facts => int.TryParse(Environment.GetEnvironmentVariable("YIHE_BENCH_FACTS"), out var n) ? n : 12_000_000;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        if (await BenchRegion.NewPostgres() is not { } database)
            yield break;
        await using var region = await BenchRegion.Start(database);
        await region.Stop(); // its own counting would take part
        await Peer.Execute(database, Loaded);
        await Peer.Execute(database, "VACUUM ANALYZE kernel_fact");
        await Peer.Execute(database, FactsSql.Frame);
        var parts = Parts();
        var (duck, duckSeconds) = await Duck(region.Folder, database, parts);
        var (ours, seconds) = await Ours(await region.OpenedAnew(), database);
        var (plain, plainSeconds) = await Plain(database, parts);
        foreach (var (name, theirs) in new[] { ("DuckDB", duck), ("PostgreSQL", plain) })
            if (
                ours.FirstOrDefault(o => parts.ContainsKey(o.Key.Part) && theirs.GetValueOrDefault(o.Key) != o.Value) is
                { Key.Part: not null } odd
            )
                throw new InvalidOperationException($"{name}: {odd} is {theirs.GetValueOrDefault(odd.Key)}");
        var what = $"{Facts:N0} 次就诊的一年，全部指标 × 全部范围 × 全部期间（{ours.Count:N0} 个数，三家相等），从 PostgreSQL 里的行起";
        yield return new(
            what,
            Command,
            $"{seconds:0.0} 秒",
            $"{duckSeconds:0.0} 秒（DuckDB，2 线程，COPY 出来接着读）",
            seconds / duckSeconds,
            "≤ 1.50"
        );
        yield return new(
            what,
            Command,
            $"{seconds:0.0} 秒",
            $"{plainSeconds:0.0} 秒（PostgreSQL 上的 SQL）",
            seconds / plainSeconds,
            "≤ 0.50"
        );
    }

    /// <summary>A million people go twelve times a year, mostly where they live; one in twelve times they stay.</summary>
    private static string Loaded =>
        $"""
            DROP INDEX ix_kernel_fact_kind_reference_revision;
            DROP INDEX ix_kernel_fact_kind_day_institution;
            INSERT INTO kernel_fact (id, version, kind, reference, revision, sign, institution, day, happened_at, recorded_at, person, source,
                                     word1, word2, word3, word4, number1)
            SELECT gen_random_uuid(), 1, 'encounter.closed', 'b' || n, 1, 1, at[1 + CASE WHEN h % 5 = 0 THEN h / 5 ELSE who END % cardinality(at)],
                   DATE '{Year}-01-01' + n % 365, TIMESTAMPTZ '{Year}-01-01 10:00+08' + n % 365 * INTERVAL '1 day',
                   TIMESTAMPTZ '{Year}-01-01 10:00+08' + n % 365 * INTERVAL '1 day', lpad(to_hex(who), 32, '0')::uuid, '',
                   (ARRAY['outpatient', 'emergency', 'inpatient', 'outpatient'])[1 + LEAST(h % 12, 3)], (ARRAY['yes', 'no'])[1 + h / 3 % 2],
                   (ARRAY['心血管内科', '中医科', '全科', '儿科', NULL])[1 + h / 7 % 5],
                   (ARRAY['I10', 'E11.9', 'J00', 'K29.5', 'M54.5', 'S52.5', 'N39.0', 'A09', 'Z00.0', 'C34.9'])[1 + h / 11 % 10],
                   CASE WHEN h % 12 = 2 THEN 3 + h % 9 END
            FROM (SELECT n, (n::bigint * 2654435761 % 4294967296 / 64)::int AS h, (n::bigint * 40503 % 1000003)::int AS who
                  FROM generate_series(1, {Facts}) n) g,
                 (SELECT array_agg(id ORDER BY code) AS at FROM organization_institution) i
            """;

    /// <summary>The parts that read these facts alone, by their code.</summary>
    private static Dictionary<string, JsonNode> Parts() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(HostOptions.Home, "knowledge", "indicators", "parts.json")))!["parts"]!
            .AsArray()
            .Where(p => (string?)p!["fact"] == "encounter.closed" && p["among"] is null)
            .ToDictionary(p => (string)p!["code"]!, p => p!);

    private static async Task<(Dictionary<(string Part, string Place, string Span), long>, double)> Ours(Platform platform, string database)
    {
        var indicators = JsonNode.Parse("[]")!.AsArray();
        foreach (
            var file in Directory
                .GetFiles(Path.Combine(HostOptions.Home, "knowledge", "indicators"))
                .Where(f => !f.EndsWith("parts.json", StringComparison.Ordinal))
        )
        foreach (var indicator in JsonNode.Parse(await File.ReadAllTextAsync(file))!["indicators"]!.AsArray())
            indicators.Add(indicator!.DeepClone());
        var places = await Column(database, "SELECT DISTINCT place FROM bench_place");
        var spans = await Column(database, "SELECT DISTINCT span FROM bench_span");
        var watch = Stopwatch.StartNew();
        var told = new Dictionary<(string, string, string), long>();
        foreach (var span in spans.Select(s => Period.Parse(s)!))
        foreach (var grain in places.GroupBy(GrainOf))
        {
            var codes = indicators
                .Select(i => (string)i!["code"]!)
                .Distinct()
                .Where(c => Figures.Misfit(platform, c, grain.Key, span.Grain) is null);
            var (_, figures) = await Figures.Of(platform, [.. codes], [.. grain], span, CancellationToken.None);
            foreach (var figure in figures)
            foreach (var (part, amount) in AmountsOf(indicators, figure))
                told[(part, figure.Place, $"{span}")] = amount;
        }
        return (told, watch.Elapsed.TotalSeconds);
    }

    private static IEnumerable<(string Part, long Amount)> AmountsOf(JsonArray indicators, ToldFigure figure)
    {
        var indicator = indicators.Last(i => (string)i!["code"]! == figure.Indicator)!;
        if ((string?)indicator["formula"] is not ("ratio" or "value") || figure.State is not (FigureState.Known or FigureState.NoCases))
            yield break;
        if (figure.Numerator is { } numerator)
            yield return ((string)indicator["numerator"]!, (long)numerator);
        if (figure.Denominator is { } denominator)
            yield return ((string)indicator["denominator"]!, (long)denominator);
    }

    private static PlaceGrain GrainOf(string place) =>
        place == "region" ? PlaceGrain.Region
        : place.StartsWith("c:", StringComparison.Ordinal) ? PlaceGrain.Consortium
        : place.StartsWith("z:", StringComparison.Ordinal) ? PlaceGrain.Zone
        : PlaceGrain.Institution;

    private static async Task<(Dictionary<(string, string, string), long>, double)> Duck(
        string folder,
        string database,
        Dictionary<string, JsonNode> parts
    )
    {
        var home = Path.GetFullPath(Path.Combine("bench", "duck"));
        var (plan, frame) = (Path.Combine(folder, "plan.json"), Path.Combine(folder, "frame"));
        foreach (var table in new[] { "seat", "place", "span" })
            await Shell.Run($"{Shell.Psql(database)} -c \"COPY bench_{table} TO STDOUT (FORMAT csv, HEADER)\" > {frame}-{table}.csv");
        await Shell.Run($"cd {home} && [ -d node_modules ] || npm ci --silent");
        List<string> before =
        [
            $"CREATE TABLE kernel_fact AS SELECT *, 'encounter.closed' AS kind FROM read_csv('/dev/stdin', header = false, columns = {FactsSql.Table})",
            .. new[] { "seat", "place", "span" }.Select(t =>
                $"CREATE TABLE bench_{t} AS SELECT * FROM read_csv('{frame}-{t}.csv', header = true)"
            ),
        ];
        var questions = parts.Select(p => new { part = p.Key, sql = FactsSql.Of(p.Value) });
        await File.WriteAllTextAsync(plan, JsonText.Write(new { before, questions }));
        var watch = Stopwatch.StartNew();
        var said = await Shell.Run(
            $"{Shell.Psql(database)} -c \"COPY (SELECT {FactsSql.Columns} FROM kernel_fact) TO STDOUT (FORMAT csv)\" | node {home}/duck.mjs {plan}"
        );
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var answers =
            from line in lines.Skip(1)
            let answer = JsonNode.Parse(line)!
            from row in answer["rows"]!.AsArray()
            select (((string)answer["part"]!, (string)row![0]!, (string)row[1]!), long.Parse($"{row[2]}", CultureInfo.InvariantCulture));
        return (answers.ToDictionary(a => a.Item1, a => a.Item2), double.Parse(lines[0], CultureInfo.InvariantCulture));
    }

    private static async Task<(Dictionary<(string, string, string), long>, double)> Plain(
        string database,
        Dictionary<string, JsonNode> parts
    )
    {
        var watch = Stopwatch.StartNew();
        var all = new Dictionary<(string, string, string), long>();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        foreach (var (part, definition) in parts)
        {
#pragma warning disable CA2100 // made from the definitions
            await using var command = new NpgsqlCommand(FactsSql.Of(definition), connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                all[(part, reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2);
        }
        return (all, watch.Elapsed.TotalSeconds);
    }

    private static async Task<List<string>> Column(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
#pragma warning disable CA2100 // written in this file
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await reader.ReadAsync())
            all.Add(reader.GetString(0));
        return all;
    }
}
