using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>Retries are safe: over a network that loses, cuts and repeats, one key has one effect.</summary>
public abstract class RetryTests(ServedRegion served)
{
    private const int Tries = 9;
    private const int Seed = 20261122;

    /// <summary>Ten seconds alone; beside all other tests on two cores it was once 42.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly bool Deep = Environment.GetEnvironmentVariable("YIHE_DEEP") is not null;
    private static readonly int Calls = Deep ? 100_000 : 1_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_a_bad_network_every_call_has_exactly_one_effect()
    {
        var village = await served.As(served.Story["villageDoctor"]);
        var residents = new List<string>();
        for (var i = 0; i < 20; i++)
            residents.Add(await served.Region.Register(await served.Region.Part("villageDoctor"), $"重试{i}"));
        var before = (await Effects()).Count;
        await using var proxy = new ChaosProxy(served.Demo.Address, Seed);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = proxy.Address };
        http.DefaultRequestHeaders.ConnectionClose = true;
        var (answers, gaveUp, watch) = (new string?[Calls], 0, Stopwatch.StartNew());
        await Parallel.ForAsync(
            0,
            Calls,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (i, ct) =>
            {
                if (i % (Calls / 5) == Calls / 10)
                    Assert.Empty(await served.Region.Findings());
                for (var again = 0; again < Tries && answers[i] is null; again++)
                    answers[i] = await Try(http, village, $"bad-network-{i:000000}", VisitOf(residents[i % residents.Count], i), ct);
                if (answers[i] is not null)
                    return;
                Interlocked.Increment(ref gaveUp);
                answers[i] = (
                    await village.Post("/api/visits", VisitOf(residents[i % residents.Count], i), $"bad-network-{i:000000}")
                ).Text;
            }
        );
        Figures.Say($"seed {Seed}: {proxy.Requests} requests, {proxy.Lost} lost, {gaveUp} gave up, {watch.Elapsed}");
        var effects = (await Effects())[before..];
        Assert.Equal(Calls, effects.Count);
        Assert.Equal(effects.Order(), answers.Select(a => JsonNode.Parse(a!)!["id"]!.GetValue<Guid>()).Order());
        Assert.True(proxy.Lost > Calls / 2, $"only {proxy.Lost} lost");
        Assert.True(Deep || watch.Elapsed < Patience, $"{watch.Elapsed}");
        Assert.Empty(await served.Region.Findings());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var village = await served.As(served.Story["villageDoctor"]);
        var resident = await served.Region.Register(await served.Region.Part("villageDoctor"), "同键异文");
        Assert.Equal(200, (await village.Post("/api/visits", VisitOf(resident, 1), "one-key-two-bodies")).Code);
        var before = (await Effects()).Count;
        var other = await village.Post("/api/visits", VisitOf(resident, 2), "one-key-two-bodies");
        Assert.Equal((422, "urn:yihe:key-reused"), (other.Code, other.Json["type"]!.GetValue<string>()));
        Assert.Equal(before, (await Effects()).Count);
    }

    [Fact]
    public async Task The_same_key_many_times_at_once_has_one_effect()
    {
        var village = await served.As(served.Story["villageDoctor"]);
        var resident = await served.Region.Register(await served.Region.Part("villageDoctor"), "同时提交");
        var before = (await Effects()).Count;
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => village.Post("/api/visits", VisitOf(resident, 1), "twenty-at-once"))
        );
        Assert.Equal(["200"], replies.Select(r => $"{r.Code}").Distinct());
        Assert.Single(replies.Select(r => r.Text).Distinct());
        Assert.Equal(before + 1, (await Effects()).Count);
    }

    private static object VisitOf(string resident, int day) =>
        new
        {
            resident,
            complaint = $"头晕 {day} 天",
            diagnosis = "I10.x00",
            bloodPressure = "150/95",
        };

    /// <summary>A whole answer, or null where none came.</summary>
    private static async Task<string?> Try(HttpClient http, Caller caller, string key, object visit, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/visits") { Content = JsonContent.Create(visit) };
        request.Headers.Authorization = new("Bearer", caller.Token);
        request.Headers.Add("Idempotency-Key", key);
        await request.Content.LoadIntoBufferAsync(ct);
        try
        {
            using var response = await http.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            Assert.True(response.IsSuccessStatusCode, text);
            return text;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The visits on file, read from their own table, which their acts name.</summary>
    private async Task<List<Guid>> Effects()
    {
        var acts = await served.Region.Acts("visit.record");
        if (acts.Count == 0)
            return [];
        await using var db = served.Region.Platform.Database.Open();
        var all = "SELECT id AS \"Value\" FROM " + acts[0].Entity;
        var rows = await db.Database.SqlQueryRaw<Guid>(all).ToListAsync(Ct);
        Assert.Equal(rows.Order(), acts.Select(a => a.EntityId!.Value).Order());
        return [.. acts.Select(a => a.EntityId!.Value)];
    }
}

public sealed class RetryTestsOnSqlite(ServedOnSqlite served) : RetryTests(served), IClassFixture<ServedOnSqlite>;

public sealed class RetryTestsOnPostgres(ServedOnPostgres served) : RetryTests(served), IClassFixture<ServedOnPostgres>;
