using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Doors;

/// <summary>
/// What a demo has beside the product's own doors: the driven clock is pushed, and the one-time code of the moment told. Mapped only where
/// there is such a clock; answers loopback alone.
/// </summary>
internal static class DemoDoors
{
    internal sealed record Push(DateTimeOffset To);

    internal static void MapDemo(this WebApplication app, DrivenClock clock)
    {
        var demo = app.MapGroup("/demo").ExcludeFromDescription().AddEndpointFilter(OnlyFromHere);
        demo.MapPost(
            "/clock",
            async (Push push, Heart heart, CancellationToken ct) =>
            {
                await heart.Settle(ct);
                var now = clock.AdvanceTo(push.To);
                await heart.Beat(ct);
                return Results.Json(new { now });
            }
        );
        demo.MapGet(
            "/code",
            async (string login, Gate gate, CancellationToken ct) =>
                Results.Json(new { code = await DemoDirectory.CodeOf(gate.Platform, login, ct) })
        );
    }

    private static async ValueTask<object?> OnlyFromHere(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address)
            ? await next(context)
            : Results.NotFound();
}
