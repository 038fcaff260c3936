using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.News;
using Yihe.Kernel.Working;
using Yihe.Organization;

namespace Yihe.Testing;

/// <summary>A founded county with a clock to push, whose use cases a test runs as any of its people.</summary>
public sealed class TestRegion : IAsyncDisposable
{
    /// <summary>A Thursday, nine in the morning in Beijing.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 19, 9, 0, 0, TimeSpan.FromHours(8));

    private readonly Func<Task> drop;
    private Heart heart;
    private readonly Dictionary<string, Actor> actors = [];

    private TestRegion(HostOptions options, Platform platform, Func<Task> drop)
    {
        (Options, this.drop) = (options, drop);
        Sealer = new Sealer(platform.Database, platform.Vault, platform.Time);
        (Platform, Gate, Courier, heart) = Over(platform);
    }

    private (Platform, Gate, Courier, Heart) Over(Platform platform)
    {
        var gate = new Gate(platform);
        var courier = new Courier(gate, NullLogger<Courier>.Instance);
        return (platform, gate, courier, new Heart(gate, courier, Sealer, NullLogger<Heart>.Instance));
    }

    public static string County { get; } = File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", "county.json"));

    public HostOptions Options { get; }
    public Platform Platform { get; private set; }
    public Gate Gate { get; private set; }
    public Courier Courier { get; private set; }
    public Sealer Sealer { get; }
    public DrivenClock Clock => (DrivenClock)Platform.Time;

    internal static async Task<TestRegion> Make(string address, string? plan = null, Func<Task>? drop = null)
    {
        var region = Build(address, Start.AddMinutes(-30), drop ?? (() => Task.CompletedTask));
        await region.Platform.Database.Prepare(Ct);
        await region.Must(FoundRegion.Door, Actor.Platform("init"), new(plan ?? County));
        region.Clock.AdvanceTo(Start);
        await region.Must(DemoDirectory.Open, Actor.Platform("demo"), new(DemoAccounts.Password));
        return region;
    }

    internal static async Task<TestRegion> Open(string address, Func<Task> drop)
    {
        var region = Build(address, Start.AddMinutes(1), drop);
        await using var db = region.Platform.Database.Open();
        await region.Platform.Blueprints.Load(db, Ct);
        return region;
    }

    private static TestRegion Build(string address, DateTimeOffset start, Func<Task> drop)
    {
        var options = new HostOptions
        {
            Data = Path.GetDirectoryName(address) ?? "",
            Database = address,
            Demo = true,
            Port = 0,
            AtOnce = 1024, // tests come in crowds on purpose; what a server does with too many, OverloadTests looks at
            Clock = new DrivenClock(TimeProvider.System, start),
        };
        return new TestRegion(options, options.Build(TestDb.Vault), drop);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Adds a module made for one test, such as one with a subscription that fails.</summary>
    public void With(Module module) => Consist([.. Platform.Modules.All, module]);

    /// <summary>Takes a module away, as if this were a build without it.</summary>
    public void Without(string module) => Consist([.. Platform.Modules.All.Where(m => m.Name != module)]);

    private void Consist(IReadOnlyList<Module> modules)
    {
        heart.Dispose();
        (Platform, Gate, Courier, heart) = Over(Platform with { Modules = new Modules(modules) });
    }

    /// <summary>Whoever plays a part of the blueprint's story.</summary>
    public Task<Actor> Part(string role) => Person(Platform.Blueprints.At<Story>(Clock.GetUtcNow()).Actors[role]);

    /// <summary>The person with this login, signed in through the door.</summary>
    public async Task<Actor> Person(string login)
    {
        if (actors.TryGetValue(login, out var known))
            return known;
        var code = (await DemoDirectory.List(Platform, Ct)).FirstOrDefault(a => a.Login == login)?.Code;
        var session = await Must(
            "session.open",
            Actor.Nobody,
            new
            {
                login,
                password = DemoAccounts.Password,
                code,
            }
        );
        return actors[login] = (await SessionDirectory.ActorOf(Platform, session["token"]!.GetValue<string>(), Ct))!;
    }

    public Task<Result<TOut>> Run<TIn, TOut>(UseCase<TIn, TOut> useCase, Actor actor, TIn input, string? key = null)
        where TIn : notnull => Gate.Run(useCase, actor, input, new Call(key), Ct);

    /// <summary>Runs a use case that has to succeed.</summary>
    public async Task<TOut> Must<TIn, TOut>(UseCase<TIn, TOut> useCase, Actor actor, TIn input, string? key = null)
        where TIn : notnull
    {
        var result = await Run(useCase, actor, input, key);
        Assert.True(result.Refusal is null, $"{useCase.Name}: {Told(result.Refusal)}");
        return result.Value;
    }

    /// <summary>Runs a use case by its name, its input given as any object of the right shape.</summary>
    public async Task<Result<JsonNode>> Run(string useCase, Actor actor, object input, string? key = null)
    {
        var door = Platform.Modules.UseCases[useCase];
        var read = InputReader.Read(door.Input, (JsonObject)JsonSerializer.SerializeToNode(input, JsonText.Options)!);
        if (read.Refusal is { } misread)
            return misread;
        var result = await Gate.Run(door, actor, read.Value, new Call(key), Ct);
        return result.To(outcome => JsonSerializer.SerializeToNode(outcome, outcome.GetType(), JsonText.Options)!);
    }

    public async Task<JsonNode> Must(string useCase, Actor actor, object input, string? key = null)
    {
        var result = await Run(useCase, actor, input, key);
        Assert.True(result.Refusal is null, $"{useCase}: {Told(result.Refusal)}");
        return result.Value;
    }

    /// <summary>Moves the clock and does what became due, as the host would.</summary>
    public async Task Advance(TimeSpan by)
    {
        Clock.AdvanceTo(Clock.GetUtcNow() + by);
        await Beat();
    }

    /// <summary>Escalates, delivers and seals what is due.</summary>
    public Task Beat() => heart.Beat(Ct);

    public async Task<IReadOnlyList<Finding>> Findings() => (await Verification.Run(Platform, Ct)).Findings;

    public async Task<InstitutionCard> Institution(string code) => (await On(Clock.GetUtcNow().Day())).Single(i => i.Code == code);

    /// <summary>The institutions as they are bound on a day.</summary>
    public async Task<IReadOnlyList<InstitutionCard>> On(DateOnly day)
    {
        await using var db = Platform.Database.Open();
        return await InstitutionDirectory.Of(Platform).On(db, day, Ct);
    }

    public async Task<List<Act>> Acts(string useCase)
    {
        await using var db = Platform.Database.Open();
        return await db.Set<Act>().AsNoTracking().Where(a => a.UseCase == useCase).OrderBy(a => a.At).ToListAsync(Ct);
    }

    /// <summary>Changes the database behind the platform's back, as its owner could: the guards of the journals are taken off first.</summary>
    public async Task<int> Tamper(string sql)
    {
        await TakeOffGuards();
        return await Sql(sql);
    }

    public async Task TakeOffGuards()
    {
        foreach (var table in new[] { "kernel_act", "kernel_block", "kernel_fact" })
            await Sql(
                Platform.Database.IsSqlite
                    ? $"DROP TRIGGER IF EXISTS {table}_no_UPDATE; DROP TRIGGER IF EXISTS {table}_no_DELETE"
                    : $"ALTER TABLE {table} DISABLE TRIGGER USER"
            );
    }

    public async Task<int> Sql(string sql)
    {
        await using var db = Platform.Database.Open();
        return await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    /// <summary>Serves this region a second time, as another process on the same database would.</summary>
    public async Task<RunningDemo> ServeTwin() => await RunningDemo.Serve(Options, await Twin(), Ct);

    /// <summary>A second node on the same database.</summary>
    public async Task<Platform> Twin()
    {
        var twin = Options.Build(TestDb.Vault);
        await using var db = twin.Database.Open();
        await twin.Blueprints.Load(db, Ct);
        return twin;
    }

    /// <summary>Serves this region on loopback.</summary>
    public Task<RunningDemo> Serve() => RunningDemo.Serve(Options, Platform, Ct);

    /// <summary>The same with a free port for HL7 v2.</summary>
    public Task<RunningDemo> ServeMllp() => RunningDemo.Serve(Options with { Mllp = 0 }, Platform, Ct);

    public static string Told(Refusal? refusal) =>
        refusal is null
            ? ""
            : $"{refusal.Code} {refusal.Message} {string.Join(' ', refusal.Faults.Select(f => f.Field + "=" + f.Message))}";

    public async ValueTask DisposeAsync()
    {
        heart.Dispose();
        Platform.Database.Dispose();
        await drop();
    }
}

/// <summary>Tests that each have a region of their own.</summary>
public abstract class RegionTests(TestDb db) : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected TestRegion Region { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Region = await db.Found();
        await Begin();
    }

    /// <summary>What every test of the class starts from.</summary>
    protected virtual Task Begin() => Task.CompletedTask;

    /// <summary>What a test of the class must put away.</summary>
    protected virtual Task End() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await End();
        if (Region is not null)
            await Region.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
