using System.Diagnostics;
using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests.Failover;

/// <summary>Two application servers on the three databases and nginx before them, as <c>deploy/ha</c> describes it.</summary>
internal sealed class ServedNodes : IAsyncDisposable
{
    private const int First = 5261;
    private readonly List<Process> processes = [];
    private readonly string folder;

    internal ServedNodes(string folder)
    {
        this.folder = folder;
        Options = new HostOptions
        {
            Database = DatabaseNodes.AddressOf("yihe", "yihe"),
            Keys = $"{folder}/region.keys",
            Demo = true,
            Port = 0,
        };
    }

    internal HostOptions Options { get; }

    internal Uri Address { get; } = new($"http://127.0.0.1:{First - 1}");

    /// <summary>Founds the region; the session of the village doctor.</summary>
    internal async Task<string> Found(CancellationToken ct)
    {
        await using var founded = await RunningDemo.Start(Options, TestRegion.County, ct);
        var login = JsonNode.Parse(TestRegion.County)!["story"]!["actors"]!["villageDoctor"]!.GetValue<string>();
        var session = await new Caller(founded.Http, null).Must("/api/session", new { login, password = DemoAccounts.Password });
        return session["token"]!.GetValue<string>();
    }

    internal async Task Start(CancellationToken ct)
    {
        for (var node = 0; node < 2; node++)
            processes.Add(Serve(First + node));
        await File.WriteAllTextAsync($"{folder}/nginx.conf", Configured(), ct);
        processes.Add(Process.Start("nginx", ["-c", $"{folder}/nginx.conf", "-g", "daemon off;"]));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(200, ct))
            if (await IsReady(http, ct))
                return;
            else
                Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "not ready after two minutes");
    }

    /// <summary>Both still run; none was started again.</summary>
    internal bool Alive => processes.All(p => !p.HasExited);

    private Process Serve(int port)
    {
        string[] command = [Path.Combine(HostOptions.Home, "Yihe.Host.dll"), "serve", "--keys", Options.KeyFile, "--port", $"{port}"];
        var start = new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["YIHE_DATABASE"] = Options.Database;
        var process = Process.Start(start)!;
        var log = TextWriter.Synchronized(File.CreateText($"{folder}/yihe-{port}.log"));
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string Configured() =>
        Repo.Text("deploy/ha/nginx.conf")
            .Replace("@DATA@", folder, StringComparison.Ordinal)
            .Replace("@LISTEN@", $"127.0.0.1:{Address.Port}", StringComparison.Ordinal)
            .Replace(
                "@NODES@",
                $"server 127.0.0.1:{First} max_fails=1 fail_timeout=2s;\nserver 127.0.0.1:{First + 1} max_fails=1 fail_timeout=2s;",
                StringComparison.Ordinal
            );

    private static async Task<bool> IsReady(HttpClient http, CancellationToken ct)
    {
        try
        {
            return (await http.GetAsync("/health/ready", ct)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
