using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;
using System.Text.RegularExpressions;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>The platform calls nobody: what runs, and what it is built from, is what lies here. G2.</summary>
public partial class OutboundTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    [Fact]
    public async Task No_connection_leaves_this_machine_whatever_is_opened()
    {
        using var watch = new Connections();
        var ones = await OneOfEach.In(served, "章桂珍");
        foreach (var login in served.Story.Values.Distinct())
        foreach (var route in Requests.Routes.Where(r => r.Method == "GET"))
            await (await served.As(login)).Send(route, t => ones[t]);
        await served.Region.Beat();
        Assert.NotEmpty(watch.Made);
        None(watch.Made.Where(a => !IsHere(a)).Distinct());
    }

    /// <summary>A socket file, or an address of the loopback, as the runtime writes it: <c>InterNetwork:16:{port, port, 127, 0, 0, 1, …}</c>.</summary>
    private static bool IsHere(string address)
    {
        if (!address.StartsWith("InterNetwork", StringComparison.Ordinal))
            return address.StartsWith("Unix", StringComparison.Ordinal);
        byte[] bytes = [.. address[(address.IndexOf('{') + 1)..^1].Split(',').Select(b => byte.Parse(b, null))];
        return IPAddress.IsLoopback(new(address.StartsWith("InterNetworkV6", StringComparison.Ordinal) ? bytes[6..22] : bytes[2..6]));
    }

    /// <summary>Every socket that connects is told of by the runtime itself, with its address.</summary>
    private sealed class Connections : EventListener
    {
        internal ConcurrentBag<string> Made { get; } = [];

        protected override void OnEventSourceCreated(EventSource source)
        {
            if (source.Name == "System.Net.Sockets")
                EnableEvents(source, EventLevel.Verbose, EventKeywords.All);
        }

        protected override void OnEventWritten(EventWrittenEventArgs happened)
        {
            if (happened.EventName == "ConnectStart")
                Made?.Add($"{happened.Payload?[0]}");
        }
    }

    [Fact]
    public void Every_package_is_locked_by_its_hash()
    {
        var projects = Repo.Files("src", ".csproj").Concat(Repo.Files("tests", ".csproj")).Concat(Repo.Files("bench", ".csproj"));
        None(projects.Where(p => !File.Exists(Path.Combine(Repo.Root, Path.GetDirectoryName(p)!, "packages.lock.json"))));
        Assert.Contains("\"integrity\": \"sha512-", Repo.Text("src/Ui/package-lock.json"), StringComparison.Ordinal);
    }

    /// <summary>Keys, tokens and passwords stand in no file that is kept; those of the demo are known and named.</summary>
    [Fact]
    public void No_secret_stands_in_the_repository()
    {
        var files = new[] { "src", "tests", "bench", "tools", "blueprints", "knowledge", "docs", ".ci" }
            .Where(f => Directory.Exists(Path.Combine(Repo.Root, f)))
            .SelectMany(f => Repo.Files(f, ".cs", ".razor", ".json", ".md", ".mjs", ".sh", ".yml", ".tsv", ".sql", "run"))
            .Where(f => !f.EndsWith("lock.json", StringComparison.Ordinal));
        None(
            from file in files
            from Match match in Secret().Matches(Repo.Text(file))
            select $"{file}: {match.Value[..Math.Min(40, match.Length)]}"
        );
    }

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[baprs]-[A-Za-z0-9-]{10,}|(?i)\b(password|secret|token)\b\W{1,4}[""'](?=[^""']*\d)(?=[^""']*[a-z])[A-Za-z0-9+/=_]{24,}[""']"
    )]
    private static partial Regex Secret();
}
