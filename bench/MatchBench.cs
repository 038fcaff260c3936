using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Kernel;
using Yihe.Kernel.Working;
using Yihe.Matching;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>
/// Two millions are searched for those who stand in them twice, beside DuckDB comparing names and phones of the very same pairs; and one by one
/// what a hospital says of a patient is matched with two millions of residents, through the public door on PostgreSQL.
/// </summary>
internal static class MatchBench
{
    private const string Command = "yihe bench match";
    private const int Pushed = 1_000;
    private const int Warm = 100;
    private const double LimitMilliseconds = 10;
    private static int People => int.TryParse(Environment.GetEnvironmentVariable("YIHE_BENCH_RESIDENTS"), out var n) ? n : 2_000_000;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        yield return await Batch();
        if (await BenchRegion.NewPostgres() is { } database)
            yield return await Online(database);
    }

    private static async Task<Measured> Batch()
    {
        var folder = Directory.CreateTempSubdirectory("yihe-bench-").FullName;
        var (list, map, found) = (Path.Combine(folder, "list.csv"), Path.Combine(folder, "map.json"), Path.Combine(folder, "pairs.csv"));
        await File.WriteAllTextAsync(map, MatchList.Map);
        var rows = MatchList.Write(list, People);
        var rules = MatchRules.Load(Path.Combine(HostOptions.Home, "knowledge"));
        var watch = Stopwatch.StartNew();
        var said = Lists.Match(rules, ([list], map, found), null, CancellationToken.None).Value;
        var ours = watch.Elapsed.TotalSeconds;
        var pairs = MatchList.Candidates(list, rules, Path.Combine(folder, "candidates.csv"));
        var theirs = await Duck(folder);
        Directory.Delete(folder, recursive: true);
        return new(
            $"{rows:N0} 人的名单里找重复（读文件到写出 {said.Pairs:N0} 对；候选 {pairs / 1e6:0.0} 百万对）",
            Command,
            $"{ours:0.0} 秒",
            $"{theirs:0.0} 秒（DuckDB，2 线程，同样的候选对，姓名 jaro_winkler、电话 levenshtein，表已在内存）",
            ours / theirs,
            "≤ 1.00"
        );
    }

    /// <summary>Seconds to compare them; reading both files into tables is not counted.</summary>
    private static async Task<double> Duck(string folder)
    {
        var home = Path.GetFullPath(Path.Combine("bench", "duck"));
        await Shell.Run($"cd {home} && npm ci --silent --no-audit --no-fund");
        return double.Parse(await Shell.Run($"node {home}/pairs.mjs {folder}"), CultureInfo.InvariantCulture);
    }

    /// <summary>Half of them are residents as they are known, the others with a fault or strangers.</summary>
    private static async Task<Measured> Online(string database)
    {
        var folder = Directory.CreateTempSubdirectory("yihe-bench-").FullName;
        var options = new HostOptions
        {
            Data = Path.Combine(folder, "data"),
            Database = database,
            Port = 0,
            Demo = true,
        };
        await using var running = await RunningDemo.Start(options, (await LargeCounty.Place()).ToJsonString(), CancellationToken.None);
        var clinics = await LargeCounty.ClinicsOf(running.Platform);
        var people = await LargeCounty.Load(running.Platform, clinics, People);
        await Peer.Execute(database, "VACUUM ANALYZE");
        var (random, times) = (new Random(7), new List<double>());
        for (var n = -Warm; n < Pushed; n++)
        {
            var (person, _, at) = people[random.Next(people.Count)];
            var said = random.Next(2) == 0 ? person : MatchList.Mistaken(person, random);
            var watch = Stopwatch.StartNew();
            await Push(running.Platform, new(null, "HIS", at, "HIS") { Grants = Granted }, Said(said, n));
            if (n >= 0)
                times.Add(watch.Elapsed.TotalMilliseconds);
        }
        Directory.Delete(folder, recursive: true);
        var p95 = times.Order().ElementAt(times.Count * 95 / 100);
        return new(
            $"来源记录逐条比对 {people.Count:N0} 名居民（经公开接口，含认定、留痕与提交），{Pushed:N0} 次，p95（中位数 {times.Order().ElementAt(times.Count / 2):0.0} 毫秒）",
            Command,
            $"{p95:0.0} 毫秒",
            $"{LimitMilliseconds:0} 毫秒",
            p95 / LimitMilliseconds,
            "≤ 1.00"
        );
    }

    private static readonly Dictionary<string, Scope> Granted = new() { ["record.push"] = Scope.Institution };

    private static JsonObject Said(Person p, int n) =>
        new()
        {
            ["number"] = $"M{n}",
            ["name"] = p.Name,
            ["sex"] = p.Sex == Simulation.People.Sex.Male ? "male" : "female",
            ["birthDate"] = p.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["phone"] = p.Phone,
            ["address"] = p.Address.Length > 0 ? p.Address : null,
            ["identifiers"] =
                p.IdentityNumber.Length > 0 ? new JsonArray(new JsonObject { ["kind"] = "citizen", ["value"] = p.IdentityNumber }) : null,
        };

    private static async Task Push(Platform platform, Actor actor, JsonObject given)
    {
        var door = platform.Modules.UseCases["source.push"];
        var result = await new Gate(platform).Run(
            door,
            actor,
            InputReader.Read(door.Input, given).Value,
            new Call(),
            CancellationToken.None
        );
        if (result.Refusal is { } refusal)
            throw new InvalidOperationException($"{JsonSerializer.Serialize(given)}: {refusal.Message}");
    }
}
