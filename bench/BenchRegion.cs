using System.Text.Json.Nodes;
using Npgsql;
using Yihe.Host;
using Yihe.Kernel;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>A fresh region that serves on a free port, with village doctors who register residents side by side; it goes when the measuring is over.</summary>
internal sealed class BenchRegion : IAsyncDisposable
{
    private const int Seed = 20260101;
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-bench-").FullName;
    private readonly JsonNode blueprint;
    private readonly string text;
    private bool stopped;

    private BenchRegion(string text) => (this.text, blueprint) = (text, JsonNode.Parse(text)!);

    internal RunningDemo Running { get; private set; } = null!;

    private HostOptions Options { get; set; } = null!;

    internal string Folder => folder;

    /// <summary>On the embedded database, or on a new database of a PostgreSQL server.</summary>
    internal static async Task<BenchRegion> Start(string? database)
    {
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(HostOptions.Home, "blueprints", "county.json")))!;
        plan["reading"]!["persons"] = int.MaxValue; // one account opens what a whole office would
        var region = new BenchRegion(plan.ToJsonString());
        var options = new HostOptions
        {
            Data = Path.Combine(region.folder, "data"),
            Database = database,
            Port = 0,
            Mllp = 0,
            Demo = true,
            Clock = new DrivenClock(TimeProvider.System, TimeProvider.System.GetUtcNow()),
        };
        region.Options = options;
        region.Running = await RunningDemo.Start(options, region.text, CancellationToken.None);
        return region;
    }

    /// <summary>The people of the region, who come in by its public door.</summary>
    internal Cast Cast => new(Running.Http, blueprint, DemoAccounts.Password);

    /// <summary>It serves no longer and does nothing by itself.</summary>
    internal async Task Stop()
    {
        if (!stopped)
            await Running.DisposeAsync();
        stopped = true;
    }

    /// <summary>It serves again, by a process that knows nothing of what was before.</summary>
    internal async Task Reopen() =>
        (Running, stopped) = (await RunningDemo.Serve(Options, await OpenedAnew(), CancellationToken.None), false);

    /// <summary>The same region opened by a process that has counted nothing yet and does nothing by itself.</summary>
    internal async Task<Kernel.Working.Platform> OpenedAnew() => (await Region.Open(Options, CancellationToken.None)).Value;

    /// <summary>A database of its own on the server that YIHE_TEST_POSTGRES names, or null where it names none.</summary>
    internal static async Task<string?> NewPostgres()
    {
        if (Environment.GetEnvironmentVariable("YIHE_TEST_POSTGRES") is not { Length: > 0 } server)
            return null;
        var name = $"yihe_bench_{Environment.ProcessId}_{TimeProvider.System.GetTimestamp()}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
#pragma warning disable CA2100 // the name is made here
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    /// <summary>So many new residents, each clinic's doctor registering theirs, all clinics at once; who they are, by whom, and under which id.</summary>
    internal async Task<IReadOnlyList<(Person Person, Client Doctor, string Id)>> Register(int count, int seed = Seed)
    {
        var cast = Cast;
        var doctors = Doctors().Select(cast.Person).ToList();
        var villages = blueprint["place"]!["villages"]!.AsArray().Select(v => v!.GetValue<string>()).ToList();
        var region = blueprint["place"]!["regionCode"]!.GetValue<string>();
        var people = Population.Create(seed, count, TimeProvider.System.Instant().Day(), region, villages);
        var known = new (Person, Client, string)[people.Count];
        await Parallel.ForEachAsync(
            doctors.Index(),
            async (lane, ct) =>
            {
                for (var n = lane.Index; n < people.Count; n += doctors.Count)
                    known[n] = (people[n], lane.Item, $"{(await Register(lane.Item, people[n], ct))["id"]}");
            }
        );
        return known;
    }

    private static Task<JsonNode> Register(Client doctor, Person person, CancellationToken ct) =>
        doctor.Do(
            "residents",
            new
            {
                person.IdentityNumber,
                person.Name,
                person.Phone,
                person.Address,
                person.Allergy,
                NotTheSame = true,
            },
            ct
        );

    private IEnumerable<string> Doctors() =>
        from staff in blueprint["organization"]!["staff"]!.AsArray()
        where staff!["posts"]![0]!["roles"]![0]!.GetValue<string>() == "villageDoctor"
        select staff["login"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }
}
