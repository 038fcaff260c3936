using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Yihe.Referral.Tests;

/// <summary>A text-message gateway as they are: some calls it loses, some it takes and forgets to say so, some it answers late.</summary>
internal sealed class SmsServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Random chance = new(20261119);

    private SmsServer(WebApplication app) => this.app = app;

    /// <summary>Idempotency key → what was taken under it.</summary>
    public Dictionary<string, (string To, string Text)> Taken { get; } = [];

    public int Calls { get; private set; }

    /// <summary>Every call fails in this way; otherwise each by chance.</summary>
    public bool IsDown { get; set; }

    public Uri Address =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/sms");

    public static async Task<SmsServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new SmsServer(app);
        app.MapPost("/sms", server.Answer);
        await app.StartAsync();
        return server;
    }

    private async Task Answer(HttpContext http)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        int luck;
        lock (Taken)
        {
            Calls++;
            luck = IsDown ? 0 : chance.Next(5);
            if (luck is not (0 or 1))
                Taken[key] = (body["to"]!.GetValue<string>(), body["text"]!.GetValue<string>());
        }
        if (luck == 0)
            http.Response.StatusCode = 503;
        else if (luck is 1 or 2)
            http.Abort();
        else if (luck == 3)
            await Task.Delay(150);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
