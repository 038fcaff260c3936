using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host;

/// <summary>A freshly founded region in demo mode, serving on loopback: what demos, journeys and tests run against.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningDemo(WebApplication app, Platform platform)
    {
        (this.app, Platform) = (app, platform);
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
    }

    public Platform Platform { get; }

    public string Address { get; }

    /// <summary>A client without a cookie jar: each user brings a token.</summary>
    public HttpClient Http { get; }

    /// <summary>The port at which it takes HL7 v2, where it was asked to.</summary>
    public int Mllp => app.Services.GetRequiredService<Hl7.Listening.MessageListener>().Port;

    public Heart Heart => app.Services.GetRequiredService<Heart>();

    /// <summary>Founds the region from the text of a blueprint, opens the demo accounts and listens.</summary>
    /// <exception cref="InvalidOperationException">the blueprint is wrong; the message lists every fault</exception>
    public static async Task<RunningDemo> Start(HostOptions options, string blueprint, CancellationToken ct)
    {
        var founded = await Region.Found(options, blueprint, ct);
        if (founded.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Message + "\n" + string.Join('\n', refusal.Faults.Select(f => f.Message)));
        await OpenAccounts(founded.Value, ct);
        return await Serve(options, founded.Value, ct);
    }

    internal static async Task<RunningDemo> Serve(HostOptions options, Platform platform, CancellationToken ct)
    {
        var app = Server.Create(options, platform);
        await app.StartAsync(ct);
        return new RunningDemo(app, platform);
    }

    internal Task Wait(CancellationToken ct) => app.WaitForShutdownAsync(ct);

    private static async Task OpenAccounts(Platform platform, CancellationToken ct)
    {
        var opened = await new Gate(platform).Run(DemoDirectory.Open, Actor.Platform("demo"), new(DemoAccounts.Password), new Call(), ct);
        if (opened.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Message);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Platform.Database.Dispose();
        SqliteConnection.ClearAllPools();
    }
}
