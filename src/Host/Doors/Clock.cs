using Yihe.Kernel;

namespace Yihe.Host.Doors;

/// <summary>Pushes the driven clock forward and does what has become due; mapped only where there is such a clock, answers loopback alone.</summary>
internal static class Clock
{
    internal sealed record Push(DateTimeOffset To);

    internal static void MapClock(this WebApplication app, DrivenClock clock) =>
        app.MapPost(
                "/demo/clock",
                async (Push push, Heart heart, HttpContext http) =>
                {
                    if (http.Connection.RemoteIpAddress is not { } address || !System.Net.IPAddress.IsLoopback(address))
                        return Results.NotFound();
                    await heart.Beat(http.RequestAborted);
                    var now = clock.AdvanceTo(push.To);
                    await heart.Beat(http.RequestAborted);
                    return Results.Json(new { now });
                }
            )
            .ExcludeFromDescription();
}
