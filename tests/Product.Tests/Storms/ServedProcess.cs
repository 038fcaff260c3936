using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests.Storms;

/// <summary>A founded region in a folder of its own, served by the program as an operator would start it, for what is done to a process from outside.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private Process? process;

    private ServedProcess(HostOptions options, HttpClient http, string token) => (Options, Http, Token) = (options, http, token);

    internal HostOptions Options { get; }
    internal HttpClient Http { get; }

    /// <summary>The session of the village doctor.</summary>
    internal string Token { get; }

    internal int Id => process!.Id;

    internal long Memory
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    internal static async Task<ServedProcess> Found(string folder, CancellationToken ct, Func<RunningDemo, string, Task>? first = null)
    {
        var options = new HostOptions
        {
            Data = Path.Combine(folder, "data"),
            Keys = folder.TrimEnd('/') + ".keys",
            Demo = true,
            Port = 0,
        };
        await using var founded = await RunningDemo.Start(options, TestRegion.County, ct);
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(founded.Address) };
        var login = JsonNode.Parse(TestRegion.County)!["story"]!["actors"]!["villageDoctor"]!.GetValue<string>();
        var session = await new Caller(founded.Http, null).Must("/api/session", new { login, password = DemoAccounts.Password });
        var token = session["token"]!.GetValue<string>();
        if (first is not null)
            await first(founded, token);
        return new ServedProcess(options, http, token);
    }

    /// <summary>Starts the program and waits until it is ready.</summary>
    internal async Task Start(CancellationToken ct, params (string Name, string Value)[] environment)
    {
        string[] command = ["serve", "--data", Options.Data, "--keys", Options.KeyFile, "--port", $"{Http.BaseAddress!.Port}"];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(HostOptions.Home, "Yihe.Host.dll"), .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Told.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => Told.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var watch = Stopwatch.StartNew(); !await IsReady(ct); await Task.Delay(50, ct))
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2) && !process.HasExited, $"not ready: {string.Join('\n', Told)}");
    }

    /// <summary>What it wrote to its console.</summary>
    internal System.Collections.Concurrent.ConcurrentQueue<string> Told { get; } = [];

    internal HttpRequestMessage Post(string path, object body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", Token);
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    internal HttpRequestMessage Get(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", Token);
        return request;
    }

    /// <summary>A resident nobody registered before, under a key.</summary>
    internal HttpRequestMessage Register(string key) =>
        Post(
            "/api/residents",
            new
            {
                identityNumber = People.NewIdentity(),
                name = "钱桂珍",
                notTheSame = true,
            },
            key
        );

    internal async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    private async Task<bool> IsReady(CancellationToken ct)
    {
        try
        {
            return (await Http.GetAsync("/health/ready", ct)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await Kill();
        process?.Dispose();
        Http.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
