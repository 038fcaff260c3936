using System.Collections.Concurrent;
using System.Diagnostics;

namespace Yihe.Host.Doors;

/// <summary>How many requests this node answered, by class of status, and how long it took over them all.</summary>
internal sealed class RequestCounts
{
    private readonly ConcurrentDictionary<int, long> answered = [];
    private long ticks;

    internal IEnumerable<(string Code, long Count)> Answered => answered.OrderBy(a => a.Key).Select(a => ($"{a.Key}xx", a.Value));

    internal double Seconds => Interlocked.Read(ref ticks) / (double)TimeSpan.TicksPerSecond;

    internal async Task Count(HttpContext http, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            answered.AddOrUpdate(http.Response.StatusCode / 100, 1, (_, count) => count + 1);
            Interlocked.Add(ref ticks, Stopwatch.GetElapsedTime(began).Ticks);
        }
    }
}
