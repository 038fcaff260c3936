using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yihe.Host;
using Yihe.Host.Operations;
using Yihe.Kernel.Acts;
using Yihe.Testing;

namespace Yihe.Product.Tests.Failover;

/// <summary>
/// A dead database node loses nothing: three real PostgreSQL nodes under Patroni, two application servers behind nginx, a steady load, and
/// the primary killed again and again. Only in the deep run; it takes a quarter of an hour.
/// </summary>
[Trait("kind", "ha")]
public sealed class FailoverTests : IAsyncLifetime
{
    private const int PerSecond = 100;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("YIHE_HA_KILLS") ?? "20", null);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);
    private DatabaseNodes databases = null!;
    private ServedNodes served = null!;
    private string token = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("YIHE_HA") is null)
            Assert.Skip("runs in the deep test alone: ./yihe test --deep ha");
        databases = new DatabaseNodes();
        try
        {
            await databases.Start(Ct);
            served = new ServedNodes(databases.Folder);
            token = await served.Found(Ct);
            await served.Start(Ct);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    [Fact]
    public async Task Twenty_dead_primaries_lose_nothing_that_was_answered()
    {
        await using var watch = new PrimaryWatch();
        await using var load = new SteadyLoad(served.Address, token, PerSecond);
        await load.More(500, TimeSpan.FromMinutes(10), Ct);
        var outages = new List<(string How, TimeSpan Outage)>();
        for (var kill = 0; kill < Kills; kill++)
            outages.Add(await OneKill(load, watch, kill));
        await load.End();
        Figures.Say($"{load.Count} answered, {watch.Count} probes acknowledged, {watch.Changes} changes of primary");
        foreach (var outage in outages)
            Figures.Say($"{outage.How}: {outage.Outage.TotalSeconds:0.0} s");
        var p95 = outages.Select(o => o.Outage).Order().ElementAt((int)Math.Ceiling(Kills * 0.95) - 1);
        Figures.Say($"outage p95 {p95.TotalSeconds:0.0} s");
        Faults.None(watch.TwoAtOnce());
        Faults.None(load.Wrong);
        Assert.True(served.Alive, "an application server ended");
        Faults.None(await Missing(load));
        Assert.Empty(await DoctorSays("replication"));
        Assert.True(p95 <= Outage, $"{p95}");
    }

    /// <summary>The control: without synchronous replication the same accident loses what was answered, and the doctor warned of it.</summary>
    [Fact]
    public async Task Without_synchronous_replication_answers_are_lost_and_the_doctor_warns()
    {
        await databases.Synchronous(false, Ct);
        Assert.Single(await DoctorSays("replication"));
        await using var load = new SteadyLoad(served.Address, token, PerSecond);
        await load.More(200, TimeSpan.FromMinutes(10), Ct);
        await databases.Deafen(true);
        await load.More(100, TimeSpan.FromMinutes(10), Ct);
        var leader = await databases.Leader(Ct);
        await databases.Kill(leader);
        await databases.Deafen(false);
        await load.More(100, TimeSpan.FromMinutes(10), Ct);
        databases.Restart(leader);
        await load.End();
        var lost = (await Missing(load)).ToList();
        Figures.Say($"{lost.Count} of {load.Count} lost");
        Assert.NotEmpty(lost);
    }

    private async Task<(string How, TimeSpan Outage)> OneKill(SteadyLoad load, PrimaryWatch watch, int kill)
    {
        await databases.Whole(Ct);
        await load.More(100, TimeSpan.FromMinutes(10), Ct);
        var (leader, began) = (await databases.Leader(Ct), Stopwatch.GetTimestamp());
        var how = new[] { "kill -9 of the machine", "SIGSTOP of the machine", "immediate stop" }[kill % 3];
        switch (kill % 3)
        {
            case 0:
                await databases.Kill(leader);
                await load.More(100, TimeSpan.FromMinutes(10), Ct);
                databases.Restart(leader);
                break;
            case 1:
                await databases.Freeze(leader, Frozen, Ct);
                await load.More(100, TimeSpan.FromMinutes(10), Ct);
                break;
            default:
                await databases.Break(leader);
                await load.More(100, TimeSpan.FromMinutes(10), Ct);
                break;
        }
        var silence = load.LongestSilence(began);
        var anew = watch.NewAfter(began);
        Figures.Say(
            $"{kill + 1}. {how} of {leader}: a new primary after {anew?.TotalSeconds:0.0} s, {silence.TotalSeconds:0.0} s without an answer; {load.Count} answered"
        );
        return (how, silence);
    }

    /// <summary>What was answered and is not there as it was said, read again from the database that leads at the end.</summary>
    private async Task<IEnumerable<string>> Missing(SteadyLoad load)
    {
        var opened = await Region.Open(served.Options, Ct);
        using var database = opened.Value.Database;
        await using var db = database.Open();
        var acts = await db.Set<Act>().AsNoTracking().Where(a => a.Key!.StartsWith("ha-") && a.Outcome == ActOutcome.Done).ToListAsync(Ct);
        var stored = (await db.Database.SqlQueryRaw<Guid>("SELECT id AS \"Value\" FROM residents_resident").ToListAsync(Ct)).ToHashSet();
        var done = acts.ToLookup(a => a.Key!, a => a.EntityId!.Value);
        Faults.None(done.Where(d => d.Count() > 1).Select(d => $"{d.Key} was done {d.Count()} times"));
        Faults.None((await Verification.Run(opened.Value, Ct)).Findings.Select(f => f.ToString()));
        return load
            .Answered.Where(a => !done[a.Key].Contains(a.Value) || !stored.Contains(a.Value))
            .Select(a => $"{a.Key} was answered and is lost");
    }

    /// <summary>What the doctor finds wrong or risky under a name.</summary>
    private async Task<List<string>> DoctorSays(string name)
    {
        await using var database = served.Options.Open().Open();
        return
        [
            .. (await EngineChecks.Postgres(database, TimeProvider.System, Ct))
                .Where(c => c.Name == name && c.State != CheckState.Good)
                .Select(c => c.ToString()),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (served is not null)
            await served.DisposeAsync();
        if (databases is not null)
            await databases.DisposeAsync();
    }
}
