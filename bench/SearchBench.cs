using System.Diagnostics;
using Yihe.Host;
using Yihe.Kernel;
using Yihe.Kernel.Working;
using Yihe.Residents;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>
/// Finding one of a million residents in a county of three hundred village clinics, through the public door on PostgreSQL,
/// with what a clerk has at hand: 40 % name and birth year or village, 25 % surname and the last 6 of the number, 20 % phone,
/// 15 % initials by someone of the resident's own clinic.
/// </summary>
internal static class SearchBench
{
    private const string Command = "yihe bench search";
    private const int Queries = 1_000;
    private const int FirstOnes = 10;
    private const int LimitMilliseconds = 50;
    private static int Residents => int.TryParse(Environment.GetEnvironmentVariable("YIHE_BENCH_RESIDENTS"), out var n) ? n : 1_000_000;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        if (await BenchRegion.NewPostgres() is not { } database)
            yield break;
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
        var watch = Stopwatch.StartNew();
        var people = await LargeCounty.Load(running.Platform, clinics, Residents);
        await Peer.Execute(database, "ANALYZE");
        var loaded = people.Count / watch.Elapsed.TotalSeconds;
        yield return new($"装入 {people.Count:N0} 名居民（含留痕）", Command, $"{loaded:0} 人/秒", "—", null, "—");
        var (times, first) = await Ask(running.Platform, clinics, people);
        var p95 = times.Order().ElementAt(times.Count * 95 / 100);
        var among = $"{people.Count:N0} 名居民中查找，{Queries} 次";
        yield return new($"{among}，p95", Command, $"{p95:0.0} 毫秒", $"{LimitMilliseconds} 毫秒", p95 / LimitMilliseconds, "≤ 1.00");
        yield return new(
            $"{among}，要找的人在前十",
            Command,
            $"{100.0 * first / Queries:0.0} %",
            "99 %",
            first / (0.99 * Queries),
            "≥ 1.00"
        );
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(List<double> Times, int First)> Ask(
        Platform platform,
        IReadOnlyList<InstitutionId> clinics,
        IReadOnlyList<(Person Person, ResidentId Id, InstitutionId At)> people
    )
    {
        var (random, times, first) = (new Random(7), new List<double>(), 0);
        for (var n = -20; n < Queries; n++)
        {
            var (person, id, at) = people[random.Next(people.Count)];
            var own = random.NextDouble() is var share && share >= 0.85;
            var text = Typed(platform, person, share, random);
            var watch = Stopwatch.StartNew();
            var found = await new Gate(platform).Run(
                SearchResidents.Door,
                Clerk(own ? at : clinics[0]),
                new(text),
                new Call(),
                CancellationToken.None
            );
            if (n < 0)
                continue;
            times.Add(watch.Elapsed.TotalMilliseconds);
            first += found.Value.Items.Take(FirstOnes).Any(r => r.Id == id) ? 1 : 0;
        }
        return (times, first);
    }

    private static string Typed(Platform platform, Person person, double share, Random random) =>
        share < 0.20 ? $"{person.Name} {person.IdentityNumber[6..10]}"
        : share < 0.40 ? $"{person.Name} {person.Address![..(person.Address!.IndexOf('村', StringComparison.Ordinal) + 1)]}"
        : share < 0.65 || (share < 0.85 && person.Phone is null) ? $"{person.IdentityNumber[^6..]} {platform.Pinyin.SurnameOf(person.Name)}"
        : share < 0.85 ? person.Phone!
        : platform.Pinyin.Read(person.Name).Initials;

    private static Actor Clerk(InstitutionId at) =>
        new(null, "窗口", at, "窗口") { Grants = new Dictionary<string, Scope> { ["resident.read"] = Scope.Region } };
}
