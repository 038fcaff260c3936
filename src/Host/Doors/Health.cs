using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Organization;
using Yihe.Residents;

namespace Yihe.Host.Doors;

/// <summary>Whether the process lives, and whether it can work: which place it runs and for how many residents.</summary>
internal static class Health
{
    private sealed record Ready(string Status, string Blueprint, int BlueprintVersion, int Residents);

    internal static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "ok").ExcludeFromDescription();
        app.MapGet("/health/ready", Answer).ExcludeFromDescription();
    }

    private static async Task<IResult> Answer(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        await platform.Blueprints.Load(db, ct);
        if (platform.Blueprints.IsEmpty)
            return TypedResults.Problem(statusCode: 503, title: "还没有开设地区，请先运行 yihe init");
        var now = platform.Time.GetUtcNow();
        return TypedResults.Json(
            new Ready(
                "ready",
                platform.Blueprints.At<Place>(now).Name,
                platform.Blueprints.VersionAt(now),
                await ResidentDirectory.Count(db, ct)
            )
        );
    }
}
