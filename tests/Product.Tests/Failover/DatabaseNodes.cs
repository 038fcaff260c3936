using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Yihe.Testing;

namespace Yihe.Product.Tests.Failover;

/// <summary>
/// Three machines with etcd, Patroni and PostgreSQL as <c>deploy/ha</c> describes them, each an address of the loopback network. PostgreSQL
/// will not run as root, so they run as the user <c>postgres</c> where we are.
/// </summary>
internal sealed class DatabaseNodes : IAsyncDisposable
{
    internal const int Port = 15432;
    private const int Rest = 15408;
    private const string Password = "ha-secret";
    internal static readonly string[] Hosts = ["127.0.0.11", "127.0.0.12", "127.0.0.13"];
    private static readonly string Bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
    private readonly List<Process> etcds = [];
    private readonly Dictionary<string, Process> patronis = [];
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };

    internal string Folder { get; } = Directory.CreateTempSubdirectory("yihe-ha-").FullName;

    /// <summary>As an application names them: the one that takes writes is found among them.</summary>
    internal static string AddressOf(string database, string user) =>
        $"Host={string.Join(',', Hosts)};Port={Port};Database={database};Username={user};Password={Password};Maximum Pool Size=60";

    internal static string AddressOf(string host) =>
        $"Host={host};Port={Port};Database=postgres;Username=postgres;Password={Password};Pooling=false;Timeout=2;Command Timeout=2;Cancellation Timeout=-1";

    internal async Task Start(CancellationToken ct)
    {
        await Shell($"chmod 755 {Folder}");
        foreach (var host in Hosts)
        {
            var home = HomeOf(host);
            Directory.CreateDirectory(home);
            await File.WriteAllTextAsync($"{home}/etcd.yml", Filled("etcd.yml", host), ct);
            await File.WriteAllTextAsync($"{home}/patroni.yml", Filled("patroni.yml", host), ct);
        }
        if (Environment.IsPrivilegedProcess)
            await Shell($"chown -R postgres {Folder}");
        etcds.AddRange(Hosts.Select(h => AsPostgres($"exec etcd --config-file {HomeOf(h)}/etcd.yml > {HomeOf(h)}/etcd.log 2>&1")));
        foreach (var host in Hosts)
            Run(host);
        await Whole(ct);
        await MakeDatabase(ct);
    }

    private static async Task MakeDatabase(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(
            AddressOf("postgres", "postgres") + ";Pooling=false;Target Session Attributes=primary"
        );
        await connection.OpenAsync(ct);
        foreach (
            var sql in new[]
            {
                $"CREATE ROLE yihe LOGIN PASSWORD '{Password}'",
                "CREATE DATABASE yihe OWNER yihe",
                "CREATE TABLE IF NOT EXISTS probe (id bigint GENERATED ALWAYS AS IDENTITY, host text)",
            }
        )
            await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync(ct);
    }

    private void Run(string host) =>
        patronis[host] = AsPostgres($"exec patroni {HomeOf(host)}/patroni.yml >> {HomeOf(host)}/patroni.log 2>&1");

    /// <summary>The machine that leads now, as the cluster itself says.</summary>
    internal async Task<string> Leader(CancellationToken ct)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(200, ct))
            if (
                (await Members(ct)).FirstOrDefault(m =>
                    m["role"]!.GetValue<string>() == "leader" && m["state"]!.GetValue<string>() == "running"
                ) is
                { } leader
            )
                return leader["host"]!.GetValue<string>();
            else
                Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), "no leader for three minutes\n" + Told());
    }

    /// <summary>Waits until all three run on one timeline and one of them is the synchronous standby.</summary>
    internal async Task Whole(CancellationToken ct, bool synchronous = true)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(500, ct))
        {
            var running = (await Members(ct)).Where(m => $"{m["state"]}" is "running" or "streaming").ToList();
            var roles = running.ConvertAll(m => $"{m["role"]}");
            var timelines = running.Select(m => $"{m["timeline"]}").Distinct().Count();
            var isWhole = roles.Count == Hosts.Length && timelines == 1 && roles.Contains("leader");
            if (isWhole && (!synchronous || roles.Contains("sync_standby")))
                return;
            Assert.True(
                watch.Elapsed < TimeSpan.FromMinutes(5),
                $"not whole within five minutes: {string.Join(' ', roles)}, {timelines} timelines\n{Told()}"
            );
        }
    }

    private async Task<List<JsonNode>> Members(CancellationToken ct)
    {
        foreach (var host in Hosts)
            try
            {
                var cluster = JsonNode.Parse(await http.GetStringAsync($"http://{host}:{Rest}/cluster", ct))!;
                return [.. cluster["members"]!.AsArray().Select(m => m!)];
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested) { }
        return [];
    }

    /// <summary>Turns synchronous replication on or off for the whole cluster; off, a standby that lags may take over, too.</summary>
    internal async Task Synchronous(bool on, CancellationToken ct)
    {
        var lag = on ? 0 : int.MaxValue;
        using var content = new StringContent(
            $$"""{"synchronous_mode": {{(on ? "true" : "false")}}, "maximum_lag_on_failover": {{lag}} }"""
        );
        (await http.PatchAsync($"http://{await Leader(ct)}:{Rest}/config", content, ct)).EnsureSuccessStatusCode();
        await Task.Delay(TimeSpan.FromSeconds(12), ct);
    }

    /// <summary>The machine loses power: everything on it is gone at once.</summary>
    internal async Task Kill(string host)
    {
        await Shell($"kill -9 {string.Join(' ', await Processes(host))}");
        patronis[host].Dispose();
    }

    /// <summary>The machine stands still, as one that swaps or whose network is gone, and later goes on as if nothing had been.</summary>
    internal async Task Freeze(string host, TimeSpan time, CancellationToken ct)
    {
        var all = string.Join(' ', await Processes(host));
        await Shell($"kill -STOP {all}");
        await Task.Delay(time, ct);
        await Shell($"kill -CONT {all}");
    }

    /// <summary>The database alone breaks off.</summary>
    internal Task Break(string host) =>
        Shell(
            $"{(Environment.IsPrivilegedProcess ? "runuser -u postgres -- " : "")}{Bin}/pg_ctl -D {HomeOf(host)}/postgresql -m immediate -W stop"
        );

    internal void Restart(string host) => Run(host);

    /// <summary>The standbys take in nothing; when it ends, what had reached their machine and not them is thrown away.</summary>
    internal async Task Deafen(bool deaf)
    {
        foreach (var host in Hosts)
        foreach (var child in await Processes(host))
            if ((await Shell($"cat /proc/{child}/cmdline || true")).Contains("walreceiver", StringComparison.Ordinal))
                await Shell(deaf ? $"kill -STOP {child}" : $"kill -TERM {child}; kill -CONT {child}");
    }

    /// <summary>Patroni, the database and all its children.</summary>
    private async Task<List<string>> Processes(string host)
    {
        var patroni = await Shell($"pgrep -u postgres -f 'patroni {HomeOf(host)}/patroni.yml' || true");
        var file = $"{HomeOf(host)}/postgresql/postmaster.pid";
        var postmaster = File.Exists(file) ? (await File.ReadAllLinesAsync(file))[0].Trim() : "";
        if (!(await Shell($"cat /proc/{postmaster}/cmdline 2>/dev/null || true")).Contains(HomeOf(host), StringComparison.Ordinal))
            postmaster = ""; // an old number may be another's by now
        var children = postmaster.Length > 0 ? await Shell($"pgrep -P {postmaster} || true") : "";
        return [.. $"{patroni} {postmaster} {children}".Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];
    }

    private string HomeOf(string host) => $"{Folder}/{host}";

    private string Filled(string template, string host)
    {
        var values = new Dictionary<string, string>
        {
            ["NAME"] = "node" + host[^1],
            ["HOST"] = host,
            ["DATA"] = HomeOf(host),
            ["BIN"] = Bin,
            ["PORT"] = Port.ToString(CultureInfo.InvariantCulture),
            ["REST"] = Rest.ToString(CultureInfo.InvariantCulture),
            ["PEER"] = "15480",
            ["CLIENT"] = "15479",
            ["NETWORK"] = "127.0.0.0/8",
            ["PASSWORD"] = Password,
            ["ETCD"] = string.Join(',', Hosts.Select(h => $"{h}:15479")),
            ["MEMBERS"] = string.Join(',', Hosts.Select(h => $"node{h[^1]}=http://{h}:15480")),
        };
        return values.Aggregate(
            Repo.Text($"deploy/ha/{template}"),
            (text, v) => text.Replace($"@{v.Key}@", v.Value, StringComparison.Ordinal)
        );
    }

    private string Told() =>
        string.Join(
            '\n',
            Hosts.Select(h =>
                File.Exists($"{HomeOf(h)}/patroni.log") ? string.Join('\n', File.ReadLines($"{HomeOf(h)}/patroni.log").TakeLast(8)) : ""
            )
        );

    private static Process AsPostgres(string command) =>
        Process.Start(
            Environment.IsPrivilegedProcess
                ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", "sh", "-c", command]) { WorkingDirectory = "/tmp" }
                : new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = "/tmp" }
        )!;

    internal static async Task<string> Shell(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, WorkingDirectory = "/tmp" }
        )!;
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        foreach (var host in Hosts)
            await Shell($"kill -CONT {string.Join(' ', await Processes(host))}; kill -9 {string.Join(' ', await Processes(host))}");
        await Shell($"kill -9 $(pgrep -u postgres -f 'etcd --config-file {Folder}/')");
        etcds.ForEach(e => e.Dispose());
        foreach (var patroni in patronis.Values)
            patroni.Dispose();
        await Task.Delay(500);
        Directory.Delete(Folder, recursive: true);
    }
}
