using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>
/// What was acknowledged survives a killed process: a served region is killed at random moments while clients book, cancel and refer;
/// afterwards everything acknowledged is there, once and whole.
/// </summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Clients = 8;
    private static readonly int Kills = Deep.Of(3, 40);

    /// <summary>A busy machine may be slow to start a process; the deep run is for a quiet one.</summary>
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(Deep.Of(60, 5));
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-kill-").FullName;
    private readonly ConcurrentDictionary<string, Guid> acknowledged = [];
    private readonly ConcurrentBag<string> wrong = [];
    private readonly SessionsOfStory story = new();
    private HostOptions options = null!;
    private HttpClient http = null!;
    private Process? server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_and_whole_after_kills()
    {
        var (seed, slowest) = (Random.Shared.Next(), TimeSpan.Zero);
        var random = new Random(seed);
        using var stop = new CancellationTokenSource();
        var ready = await Serve();
        var clients = Enumerable.Range(0, Clients).Select(n => Task.Run(() => Client(n, new Random(seed + n), stop.Token), Ct)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await More(random.Next(15, 60));
            await Task.Delay(random.Next(30), Ct);
            server!.Kill();
            await server.WaitForExitAsync(Ct);
            ready = await Serve();
            slowest = ready > slowest ? ready : slowest;
        }
        await More(10);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        server!.Kill();
        await server.WaitForExitAsync(Ct);
        Figures.Say($"seed {seed}: {Kills} kills, {acknowledged.Count} acknowledged, slowest ready after {slowest}");
        Faults.None(wrong);
        Assert.True(slowest < ReadyWithin, $"{slowest}");
        await AllThereOnceAndWhole();
    }

    /// <summary>Until so many more were acknowledged.</summary>
    private async Task More(int count)
    {
        for (var (enough, watch) = (acknowledged.Count + count, Stopwatch.StartNew()); acknowledged.Count < enough; await Task.Delay(5, Ct))
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{acknowledged.Count} acknowledged, then nothing for a minute");
    }

    /// <summary>Every key that was answered has one act, about what the answer named, and no other key has any; no time is sold by half.</summary>
    private async Task AllThereOnceAndWhole()
    {
        var opened = await Region.Open(options, Ct);
        using var database = opened.Value.Database;
        await using var db = database.Open();
        var acts = await db.Set<Act>()
            .AsNoTracking()
            .Where(a => a.Key!.StartsWith("kill-") && a.Outcome == ActOutcome.Done)
            .ToListAsync(Ct);
        Faults.None(acts.GroupBy(a => a.Key).Where(g => g.Count() > 1).Select(g => $"{g.Key} has {g.Count()} effects"));
        var done = acts.ToDictionary(a => a.Key!, a => a.EntityId!.Value);
        Faults.None(acknowledged.Except(done).Select(a => $"{a} was acknowledged and is lost"));
        Faults.None(done.Except(acknowledged).Select(a => $"{a} was done and never acknowledged"));
        const string live = "access_appointment a WHERE a.state = 'Booked'";
        Assert.Equal(
            0,
            await Count(db, $"{live} AND NOT EXISTS (SELECT 1 FROM kernel_pool_unit u WHERE u.id = a.unit AND u.taker = a.id)")
        );
        Assert.Equal(await Count(db, live), await Count(db, "kernel_pool_unit WHERE state = 'Taken'"));
        Assert.Equal(acts.Count(a => a.UseCase == "appointment.book"), await Count(db, "access_appointment"));
        Assert.Empty((await Verification.Run(opened.Value, Ct)).Findings);
    }

    private static Task<int> Count(Kernel.Data.AppDb db, string from)
    {
        var count = "SELECT COUNT(*) AS \"Value\" FROM " + from;
        return db.Database.SqlQueryRaw<int>(count).SingleAsync(Ct);
    }

    /// <summary>One after the other: a new resident, and a time that is sometimes cancelled, or a referral.</summary>
    private async Task Client(int n, Random random, CancellationToken stop)
    {
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            var key = $"kill-{n}-{round:0000}";
            var resident = (
                await Ask(
                    "residents",
                    new
                    {
                        identityNumber = People.NewIdentity(),
                        name = "钱桂珍",
                        notTheSame = true,
                    },
                    $"{key}-r"
                )
            )["id"];
            if (n % 2 == 1)
                await Refer(resident!.ToString(), key);
            else if (
                await Ask("appointments", new { session = story.Sessions[random.Next(story.Sessions.Count)], resident }, $"{key}-b")
                    is { } booked
                && booked["id"] is { } id
                && random.Next(2) == 0
            )
                await Ask($"appointments/{id}/cancellation", new { reason = "patient" }, $"{key}-c");
        }
    }

    private async Task Refer(string resident, string key)
    {
        var seen = await Ask(
            "visits",
            new
            {
                resident,
                complaint = "头晕 3 天",
                diagnosis = "I10.x00",
                bloodPressure = "186/112",
            },
            $"{key}-v"
        );
        var wish = new
        {
            visit = seen["id"],
            to = story.To,
            summary = "规律服药仍高，请协助调整。",
            consent = "本人",
            priority = "routine",
        };
        await Ask("referrals", wish, $"{key}-f");
    }

    /// <summary>Asks with one key until there is an answer, as a client does whose server went away.</summary>
    private async Task<JsonNode> Ask(string path, object body, string key)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{path}") { Content = JsonContent.Create(body) };
                request.Headers.Authorization = new("Bearer", story.Token);
                request.Headers.Add("Idempotency-Key", key);
                using var response = await http.SendAsync(request, Ct);
                var text = await response.Content.ReadAsStringAsync(Ct);
                var answer = JsonNode.Parse(text)!;
                if (response.IsSuccessStatusCode)
                    acknowledged[key] = answer["id"]!.GetValue<Guid>();
                else if (response.StatusCode is not HttpStatusCode.Conflict)
                    wrong.Add($"{key}: {text}");
                return answer;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, Ct);
            }
        }
    }

    /// <summary>Starts the program as an operator would; how long until it is ready.</summary>
    private async Task<TimeSpan> Serve()
    {
        var watch = Stopwatch.StartNew();
        string[] command =
        [
            Path.Combine(HostOptions.Home, "Yihe.Host.dll"),
            "serve",
            "--data",
            options.Data,
            "--port",
            $"{http.BaseAddress!.Port}",
        ];
        server = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        while (watch.Elapsed < TimeSpan.FromMinutes(1) && !await IsReady())
            await Task.Delay(20, Ct);
        return watch.Elapsed;
    }

    private async Task<bool> IsReady()
    {
        try
        {
            return (await http.GetAsync("/health/ready", Ct)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask InitializeAsync()
    {
        options = new HostOptions
        {
            Data = Path.Combine(folder, "data"),
            Demo = true,
            Port = 0,
        };
        await using var founded = await RunningDemo.Start(options, TestRegion.County, Ct);
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(founded.Address) };
        await story.Open(founded);
    }

    public ValueTask DisposeAsync()
    {
        if (server is { HasExited: false })
            server.Kill();
        server?.Dispose();
        http.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The township doctor at work: a session that outlives the process, the clinics of the own house, and where patients are sent.</summary>
    private sealed class SessionsOfStory
    {
        internal string Token { get; private set; } = "";
        internal string To { get; private set; } = "";
        internal IReadOnlyList<string> Sessions { get; private set; } = [];

        internal async Task Open(RunningDemo founded)
        {
            var blueprint = JsonNode.Parse(TestRegion.County)!;
            var login = blueprint["story"]!["actors"]!["branchDoctor"]!.GetValue<string>();
            var session = await new Caller(founded.Http, null).Must("/api/session", new { login, password = DemoAccounts.Password });
            Token = session["token"]!.GetValue<string>();
            var doctor = new Caller(founded.Http, Token);
            var today = TimeProvider.System.Instant().Day();
            await doctor.Must("/api/clinic-sessions", new { from = $"{today:yyyy-MM-dd}", to = $"{today.AddDays(14):yyyy-MM-dd}" });
            var board = (await doctor.Get($"/api/clinic-sessions?days=14")).Json["items"]!.AsArray();
            Sessions = [.. board.Where(s => s!["mine"]!.GetValue<int>() > 0).Select(s => s!["id"]!.GetValue<string>()).Take(4)];
            To = (await doctor.Get("/api/institutions")).Json["items"]!.AsArray().Single(i => i!["code"]!.GetValue<string>() == "gh")![
                "id"
            ]!.GetValue<string>();
        }
    }
}
