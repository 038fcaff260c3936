using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests.Storms;

/// <summary>
/// Overload bends and never breaks: many times more requests than can be worked on arrive whether or not the earlier ones were answered. What
/// is let in is answered soon, the rest is sent away with when to come again; emergencies and signing in have places of their own.
/// </summary>
[Collection(TimedCollection.Name)]
public sealed class OverloadTests : IAsyncLifetime
{
    private const int Lanes = 2;
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(Deep.Of(8, 180));
    private static readonly int Times = Deep.Of(5, 10);
    private static readonly double Urgent = Deep.Asked ? 0.95 : 0.75; // of eight in a sample one may meet a busy machine
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(Deep.Of(15, 2));
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-overload-").FullName;
    private readonly List<string> visits = [];
    private ServedProcess served = null!;
    private string hospital = "";
    private int key;

    private sealed record Answer(int Status, TimeSpan Took, bool SaysWhen);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        served = await ServedProcess.Found(folder, Ct, Prepare);
        await served.Start(Ct);
    }

    [Fact]
    public async Task Far_above_capacity_the_accepted_are_answered_soon_and_urgent_lanes_stay_open()
    {
        var capacity = await Capacity();
        var calm = P(95, await Open(capacity / 4, TimeSpan.FromSeconds(3), Usual));
        var urgent = Task.WhenAll(
            Open(1, Storm, () => SignIn(), TimeSpan.FromSeconds(1)),
            Open(1, Storm, () => Emergency(), TimeSpan.FromSeconds(1))
        );
        var memory = 0L;
        using var watch = new Timer(_ => memory = Math.Max(memory, served.Memory), null, 0, 500);
        var answers = await Open(capacity * Times, Storm, Usual);
        var after = Stopwatch.StartNew();
        while (P(95, await Open(capacity / 4, TimeSpan.FromSeconds(1), Usual)) > Max(calm * 3, TimeSpan.FromMilliseconds(500)))
            Assert.True(after.Elapsed < TimeSpan.FromSeconds(Deep.Of(30, 10)), "not as before in time");
        var accepted = answers.Where(a => a.Status is 200).ToList();
        var lanes = (await urgent).Select(lane => (double)lane.Count(a => a.Status == 200) / lane.Count).ToList();
        Figures.Say(
            $"capacity {capacity}/s; {answers.Count} came in {Storm}, {accepted.Count} accepted, p99 {P(99, accepted)}, calm p95 {calm}, memory {memory >> 20} MB, urgent {string.Join(' ', lanes)}, as before after {after.Elapsed}"
        );
        Faults.None(answers.Where(a => a.Status is not (200 or 429 or 503)).Select(a => $"{a.Status}").Distinct());
        Assert.True(answers.Count > accepted.Count, "nobody was sent away");
        Assert.All(answers.Where(a => a.Status is 429 or 503), a => Assert.True(a.SaysWhen));
        Assert.True(P(99, accepted) <= Soon, $"{P(99, accepted)}");
        Assert.True(memory < 1_536L << 20, $"{memory >> 20} MB");
        Assert.Equal(Lanes, lanes.Count(share => share >= Urgent));
    }

    /// <summary>How many a second are answered when sixteen ask one after the other.</summary>
    private async Task<int> Capacity()
    {
        var (answered, watch) = (0, Stopwatch.StartNew());
        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async _ =>
                {
                    for (; watch.Elapsed < TimeSpan.FromSeconds(3); Interlocked.Increment(ref answered))
                        await Send(Usual());
                })
        );
        return Math.Max(60, (int)(answered / watch.Elapsed.TotalSeconds));
    }

    /// <summary>So many a second, whether or not those before were answered.</summary>
    private async Task<List<Answer>> Open(int perSecond, TimeSpan time, Func<HttpRequestMessage> make, TimeSpan? every = null)
    {
        var (answers, watch) = (new ConcurrentBag<Task<Answer>>(), Stopwatch.StartNew());
        for (var sent = 0; watch.Elapsed < time; )
        {
            for (; sent < watch.Elapsed.TotalSeconds * perSecond; sent++)
                answers.Add(Task.Run(() => Send(make()), Ct));
            await Task.Delay(every ?? TimeSpan.FromMilliseconds(10), Ct);
        }
        return [.. await Task.WhenAll(answers)];
    }

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        var watch = Stopwatch.StartNew();
        using (request)
        using (var response = await served.Http.SendAsync(request, Ct))
        {
            await response.Content.ReadAsByteArrayAsync(Ct);
            return new Answer((int)response.StatusCode, watch.Elapsed, response.Headers.RetryAfter is not null);
        }
    }

    private HttpRequestMessage Usual() =>
        Interlocked.Increment(ref key) % 4 == 0 ? served.Register($"storm-{key:000000}") : served.Get("/api/institutions");

    private HttpRequestMessage Emergency() =>
        served.Post(
            "/api/referrals",
            new
            {
                visit = visits[Interlocked.Increment(ref key) % visits.Count],
                to = hospital,
                department = "急诊科",
                summary = "胸痛半小时，请开通绿色通道。",
                consent = "本人",
                priority = "emergency",
            },
            $"storm-{key:000000}"
        );

    private HttpRequestMessage SignIn() =>
        served.Post(
            "/api/session",
            new { login = Login, password = DemoAccounts.Password },
            $"storm-{Interlocked.Increment(ref key):000000}"
        );

    private static string Login { get; } = JsonNode.Parse(TestRegion.County)!["story"]!["actors"]!["villageDoctor"]!.GetValue<string>();

    /// <summary>Patients seen before the storm, of whom each may be sent.</summary>
    private async Task Prepare(RunningDemo founded, string token)
    {
        var doctor = new Caller(founded.Http, token);
        hospital = (await doctor.Get("/api/institutions")).Json["items"]!.AsArray().Single(i => i!["code"]!.GetValue<string>() == "gh")![
            "id"
        ]!.GetValue<string>();
        for (var i = 0; i < Storm.TotalSeconds + 5; i++)
        {
            var resident = (
                await doctor.Must(
                    "/api/residents",
                    new
                    {
                        identityNumber = People.NewIdentity(),
                        name = "钱桂珍",
                        notTheSame = true,
                    }
                )
            )["id"]!;
            visits.Add(
                (
                    await doctor.Must(
                        "/api/visits",
                        new
                        {
                            resident = resident.GetValue<string>(),
                            complaint = "胸痛半小时",
                            diagnosis = "I10.x00",
                            bloodPressure = "186/112",
                        }
                    )
                )["id"]!.GetValue<string>()
            );
        }
    }

    private static TimeSpan P(int percent, IReadOnlyCollection<Answer> answers) =>
        answers.Select(a => a.Took).Order().ElementAt((int)Math.Ceiling(answers.Count * percent / 100.0) - 1);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        File.Delete(served.Options.KeyFile);
    }
}
