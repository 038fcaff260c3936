using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Yihe.Product.Tests.Storms;

/// <summary>
/// A gateway for text messages, or a hospital's own system, as they are on a bad day: it refuses, does and forgets to say so, does twice,
/// hangs, or is gone altogether. Known keys it recognizes, as it must.
/// </summary>
internal sealed class OutsideSystem : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
    private readonly WebApplication app;
    private readonly Random chance = new(20261128);
    private readonly ConcurrentDictionary<string, byte> keys = [];

    private OutsideSystem(WebApplication app) => this.app = app;

    /// <summary>What it took, once for each key, in the order it came.</summary>
    public ConcurrentQueue<(string Key, JsonNode Body)> Taken { get; } = [];

    public bool IsDown { get; set; }
    public bool Hangs { get; set; }

    /// <summary>Of a hundred calls, how many go wrong in one way or another.</summary>
    public int Troubles { get; set; }
    public int Calls { get; private set; }

    public Uri Address =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/outside");

    public static async Task<OutsideSystem> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var system = new OutsideSystem(app);
        app.MapPost("/outside", system.Answer);
        await app.StartAsync();
        return system;
    }

    private async Task Answer(HttpContext http)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        int luck;
        lock (chance)
        {
            Calls++;
            luck = chance.Next(100) < Troubles ? chance.Next(3) : 3;
        }
        if (Hangs)
            await Task.Delay(Hang, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (IsDown || Hangs || luck == 0)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        if (keys.TryAdd(http.Request.Headers["Idempotency-Key"].ToString(), 0))
            Taken.Enqueue((http.Request.Headers["Idempotency-Key"].ToString(), body));
        if (luck == 1)
            http.Abort();
        else
            await http.Response.WriteAsJsonAsync(new { accepted = true });
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
