using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Yihe.Sharing.Tests;

/// <summary>A hospital's own system as they are: it loses calls, does them and forgets to say so, answers late, and now and then will not.</summary>
internal sealed class HospitalSystem : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Random chance = new(20261119);

    private HospitalSystem(WebApplication app) => this.app = app;

    /// <summary>Taking → how it stands by its newest report.</summary>
    public Dictionary<string, (int Version, string State, bool Accepted)> Known { get; } = [];
    public int Calls { get; private set; }
    public bool IsDown { get; set; }

    /// <summary>The numbers it has given away itself and will not take.</summary>
    public HashSet<int> Sold { get; } = [];

    public Uri Address =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/yihe");

    public static async Task<HospitalSystem> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new HospitalSystem(app);
        app.MapPost("/yihe", server.Answer);
        await app.StartAsync();
        return server;
    }

    private async Task Answer(HttpContext http)
    {
        var report = (await JsonNode.ParseAsync(http.Request.Body))!;
        var luck = Luck();
        if (luck == 0)
        {
            http.Response.StatusCode = 503;
            return;
        }
        var accepted = Take(report);
        if (luck == 1)
            http.Abort();
        else
        {
            await Task.Delay(luck == 2 ? 150 : 0);
            await http.Response.WriteAsJsonAsync(new { accepted, reason = accepted ? null : "该号已由窗口售出" });
        }
    }

    private int Luck()
    {
        lock (Known)
        {
            Calls++;
            return IsDown ? 0 : chance.Next(5);
        }
    }

    private bool Take(JsonNode report)
    {
        lock (Known)
        {
            var (id, version) = (report["taking"]!.GetValue<string>(), report["version"]!.GetValue<int>());
            var accepted = !Sold.Contains(report["no"]!.GetValue<int>());
            if (!Known.TryGetValue(id, out var before) || before.Version <= version)
                Known[id] = (version, report["state"]!.GetValue<string>(), accepted);
            return accepted;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
