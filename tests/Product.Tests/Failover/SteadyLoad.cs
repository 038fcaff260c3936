using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Yihe.Testing;

namespace Yihe.Product.Tests.Failover;

/// <summary>
/// Clients that together do so many acts a second, each a registration under a key of its own, asked again under the same key until it is
/// answered; whatever was answered is noted.
/// </summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private const int Clients = 64;
    private readonly HttpClient http;
    private readonly string token;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, Guid> answered = [];
    private readonly ConcurrentQueue<long> times = [];
    private readonly ConcurrentBag<string> wrong = [];
    private readonly Task clients;
    private readonly long began = Stopwatch.GetTimestamp();
    private long number;

    internal SteadyLoad(Uri address, string token, int perSecond)
    {
        this.token = token;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => Client(perSecond))));
    }

    internal IReadOnlyDictionary<string, Guid> Answered => answered;

    /// <summary>Answers that should never be, such as success without an id.</summary>
    internal IEnumerable<string> Wrong => wrong;

    internal int Count => answered.Count;

    /// <summary>The longest time without any answer since a moment.</summary>
    internal TimeSpan LongestSilence(long since)
    {
        var all = times.Where(t => t >= since).Prepend(since).Append(Stopwatch.GetTimestamp()).Order().ToList();
        return all.Zip(all.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b)).Max();
    }

    /// <summary>Until so many more were answered.</summary>
    internal async Task More(int count, TimeSpan within, CancellationToken ct)
    {
        for (var (enough, watch) = (Count + count, Stopwatch.StartNew()); Count < enough; await Task.Delay(50, ct))
            Assert.True(watch.Elapsed < within, $"{Count} answered, then too few for {within}");
    }

    private async Task Client(int perSecond)
    {
        while (!stop.IsCancellationRequested)
        {
            var turn = Interlocked.Increment(ref number);
            var wait = TimeSpan.FromSeconds((double)turn / perSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            else if (wait < TimeSpan.FromSeconds(-1))
                Interlocked.Add(ref number, (long)(-wait.TotalSeconds * perSecond)); // what was not done in an outage is not made up for
            await Ask(
                $"ha-{turn:00000000}",
                new
                {
                    identityNumber = People.NewIdentity(),
                    name = "钱桂珍",
                    notTheSame = true,
                }
            );
        }
    }

    private async Task Ask(string key, object body)
    {
        for (
            var watch = Stopwatch.StartNew();
            !(stop.IsCancellationRequested && watch.Elapsed > TimeSpan.FromMinutes(1));
            await Task.Delay(250)
        )
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/residents") { Content = JsonContent.Create(body) };
                request.Headers.Authorization = new("Bearer", token);
                request.Headers.Add("Idempotency-Key", key);
                using var response = await http.SendAsync(request);
                var text = await response.Content.ReadAsStringAsync();
                if (response.IsSuccessStatusCode)
                {
                    answered[key] = JsonNode.Parse(text)!["id"]!.GetValue<Guid>();
                    times.Enqueue(Stopwatch.GetTimestamp());
                    return;
                }
                if (response.StatusCode is not (>= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests))
                    wrong.Add($"{key}: {(int)response.StatusCode} {text}");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException) { }
        }
    }

    /// <summary>No new acts; those begun are seen through.</summary>
    internal async Task End()
    {
        await stop.CancelAsync();
        await clients;
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        http.Dispose();
        stop.Dispose();
    }
}
