using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yihe.Accounts.People;
using Yihe.Host;
using Yihe.Kernel;
using Yihe.Kernel.Working;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>A county whose hospital has published two weeks of large sessions, its township doctors signed in, their residents registered.</summary>
internal sealed class BookingRegion : IAsyncDisposable
{
    internal const int Residents = 3_000;
    private const int Capacity = 200;
    private const int HotCapacity = 3_200;
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-bench-").FullName;
    private readonly Dictionary<int, int> numbered = [];
    private readonly List<(string Token, Actor Actor)> doctors = [];
    private readonly List<Guid> residents = [];
    private List<Guid> sessions = [];
    private readonly ConcurrentBag<Line> lines = [];
    private int keys;

    private BookingRegion(string? database) =>
        Options = new()
        {
            Data = Path.Combine(folder, "data"),
            Database = database,
            Port = 0,
            Demo = true,
        };

    internal HostOptions Options { get; }
    internal Platform Platform { get; private set; } = null!;
    internal RunningDemo? Served { get; private set; }
    internal Guid Hot => sessions[0];
    internal int Spread => sessions.Count - 1;

    /// <summary>Founds, publishes, registers, and opens it again without a server.</summary>
    internal static async Task<BookingRegion> Make(string? database)
    {
        var region = new BookingRegion(database);
        var blueprint = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(HostOptions.Home, "blueprints", "county.json")))!;
        foreach (var clinic in blueprint["access"]!["clinics"]!.AsArray())
            clinic!["capacity"] = Capacity;
        await using (var founding = await RunningDemo.Start(region.Options, blueprint.ToJsonString(), CancellationToken.None))
            await region.Fill(founding, blueprint);
        NpgsqlConnection.ClearAllPools();
        region.Platform = (await Region.Open(region.Options, CancellationToken.None)).Value;
        return region;
    }

    private async Task Fill(RunningDemo founding, JsonNode blueprint)
    {
        Platform = founding.Platform;
        var today = TimeProvider.System.Instant().Day();
        var (_, desk) = await SignIn(founding, Logins(blueprint, "accessClerk").First());
        await Do("slots.publish", desk, new() { ["from"] = $"{today:yyyy-MM-dd}", ["to"] = $"{today.AddDays(13):yyyy-MM-dd}" });
        foreach (var login in Logins(blueprint, "branchDoctor"))
            doctors.Add(await SignIn(founding, login));
        var villages = blueprint["place"]!["villages"]!.AsArray().Select(v => v!.GetValue<string>()).ToList();
        foreach (
            var (person, i) in Population
                .Create(20260101, Residents, today, blueprint["place"]!["regionCode"]!.GetValue<string>(), villages)
                .Select((p, i) => (p, i))
        )
            residents.Add((await Do("resident.register", doctors[i % doctors.Count].Actor, Registration(person)))["id"]!.GetValue<Guid>());
        await using var db = Platform.Database.Open();
        sessions = await db.Database.SqlQueryRaw<Guid>("SELECT id AS \"Value\" FROM access_session").ToListAsync();
        sessions.Sort((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
        if (Options.Database is not { } postgres)
            return;
        await Peer.Execute(
            postgres,
            $"""
            INSERT INTO kernel_pool_unit (id, version, pool, number, kept, state, entitled)
              SELECT gen_random_uuid(), 1, '{Hot}', n, false, 'Free', false FROM generate_series({Capacity + 1}, {HotCapacity}) n;
            """
        );
        await Peer.Execute(postgres, "VACUUM FULL ANALYZE");
    }

    private static JsonObject Registration(Person person) =>
        new()
        {
            ["identityNumber"] = person.IdentityNumber,
            ["name"] = person.Name,
            ["phone"] = person.Phone,
            ["address"] = person.Address,
            ["notTheSame"] = true,
        };

    private static IEnumerable<string> Logins(JsonNode blueprint, string role) =>
        from staff in blueprint["organization"]!["staff"]!.AsArray()
        where staff!["posts"]![0]!["roles"]![0]!.GetValue<string>() == role
        select staff["login"]!.GetValue<string>();

    private static async Task<(string, Actor)> SignIn(RunningDemo founding, string login)
    {
        using var answer = await founding.Http.PostAsJsonAsync("/api/session", new { login, password = DemoAccounts.Password });
        var token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!.GetValue<string>();
        return (token, (await SessionDirectory.ActorOf(founding.Platform, token, CancellationToken.None))!);
    }

    private async Task<JsonNode> Do(string useCase, Actor actor, JsonObject given)
    {
        var door = Platform.Modules.UseCases[useCase];
        var result = await new Gate(Platform).Run(
            door,
            actor,
            InputReader.Read(door.Input, given).Value,
            new Call(),
            CancellationToken.None
        );
        return result.Refusal is { } refusal
            ? throw new InvalidOperationException($"{useCase}: {refusal.Message}")
            : System.Text.Json.JsonSerializer.SerializeToNode(result.Value, result.Value.GetType(), JsonText.Options)!;
    }

    /// <summary>The next bookings over so many sessions from one on: no resident twice in a session, each with the doctor who registered them.</summary>
    internal IReadOnlyList<Wished> Next(int first, int over, int count)
    {
        var begin = numbered.GetValueOrDefault(first);
        numbered[first] = begin + count;
        return
        [
            .. from i in Enumerable.Range(begin, count)
            let resident = ((i / over) + (31 * (i % over))) % Residents
            let doctor = doctors[resident % doctors.Count]
            select new Wished(sessions[first + (i % over)], residents[resident], doctor.Actor, doctor.Token, $"bench-key-{++keys}"),
        ];
    }

    /// <summary>Books through the gate of this process.</summary>
    internal async Task<Guid> Inside(Wished wish)
    {
        var door = Platform.Modules.UseCases["appointment.book"];
        var input = InputReader.Read(door.Input, new() { ["session"] = wish.Session.ToString(), ["resident"] = wish.Resident.ToString() });
        var result = await new Gate(Platform).Run(door, wish.Actor, input.Value, new Call(wish.Key), CancellationToken.None);
        return result.Refusal is { } refusal
            ? throw new InvalidOperationException(refusal.Message)
            : (Guid)result.Value.GetType().GetProperty("Id")!.GetValue(result.Value)!;
    }

    /// <summary>Books through the public door, on as many connections as there are workers.</summary>
    internal async Task Outside(Wished wish)
    {
        if (!lines.TryTake(out var line))
            line = new Line(new Uri(Served!.Address));
        await line.Post("/api/appointments", wish.Token, wish.Key, $$"""{"session":"{{wish.Session}}","resident":"{{wish.Resident}}"}""");
        lines.Add(line);
    }

    internal async Task Serve() => Served = await RunningDemo.Serve(Options, Platform, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines)
            line.Dispose();
        if (Served is not null)
            await Served.DisposeAsync();
        else
            Platform.Database.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One booking to be made.</summary>
internal sealed record Wished(Guid Session, Guid Resident, Actor Actor, string Token, string Key);
