using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Host.Commands;

namespace Yihe.Bench;

/// <summary>The memory of a demo's server while many people, signed in each with a session of their own, open the pages of their day.</summary>
internal static class CrowdBench
{
    private const int People = 200;
    private const int Limit = 400;
    private const string Address = "http://localhost:5239";
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(60);
    private static readonly string[] Pages =
    [
        "/",
        "/referrals",
        "/residents",
        "/slots",
        "/beds",
        "/institutions",
        "/appointments",
        "/account",
    ];

    internal static async IAsyncEnumerable<Measured> Run()
    {
        await using var demo = await Demo.Start(Arguments.Shown, Address);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(Address) };
        var blueprint = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(HostOptions.Home, "blueprints", $"{Arguments.Shown}.json"))
        )!;
        var logins = blueprint["organization"]!["staff"]!
            .AsArray()
            .Where(s => !IsAdministrator(s!))
            .Select(s => s!["login"]!.GetValue<string>())
            .ToList();
        var sessions = new List<string>();
        for (var n = 0; n < People; n++)
            sessions.Add(await SignIn(http, logins[n % logins.Count]));
        var (most, pages) = (0L, 0);
        using var end = new CancellationTokenSource(Span);
        var watching = Watch();
        await Parallel.ForEachAsync(
            sessions,
            new ParallelOptions { MaxDegreeOfParallelism = People },
            async (session, _) =>
            {
                for (var n = 0; !end.IsCancellationRequested; n++)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, Pages[n % Pages.Length]);
                    request.Headers.Add("Cookie", session);
                    using var answer = await http.SendAsync(request, CancellationToken.None);
                    if ((int)answer.StatusCode >= 500)
                        throw new InvalidOperationException($"{request.RequestUri}: {answer.StatusCode}");
                    Interlocked.Increment(ref pages);
                    await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
                }
            }
        );
        await watching;
        yield return new(
            $"服务进程内存峰值，{People} 人同时在线，{Span.TotalSeconds:0} 秒内打开 {pages} 页",
            "yihe bench crowd",
            $"{most} MB",
            $"{Limit} MB",
            (double)most / Limit,
            "≤ 1.00"
        );

        async Task Watch()
        {
            while (!end.IsCancellationRequested)
            {
                demo.Process.Refresh();
                most = Math.Max(most, demo.Process.WorkingSet64 >> 20);
                await Task.Delay(200);
            }
        }
    }

    private static bool IsAdministrator(JsonNode staff) =>
        staff["posts"]!
            .AsArray()
            .Any(p => p!["roles"]!.AsArray().Any(r => r!.GetValue<string>().EndsWith("Administrator", StringComparison.Ordinal)));

    private static async Task<string> SignIn(HttpClient http, string login)
    {
        using var answer = await http.PostAsJsonAsync("/api/session", new { login, password = DemoAccounts.Password });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }
}
