using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Kernel;
using Yihe.Simulation.Doors;

namespace Yihe.Bench;

/// <summary>
/// The landing board, whole pages over HTTP on PostgreSQL, while facts arrive by the bulk door; a region of one month beside one of two years.
/// </summary>
internal static class BoardBench
{
    private const string Command = "yihe bench board";
    private const int FactsPerMonth = 50_000;
    private const int PerSecond = 300;
    private const int Sendings = 3; // a second
    private const int Warm = 20;
    private const int Pages = 300;
    private const int Looks = 20;
    private const double LimitMilliseconds = 100;
    private const double LimitSeconds = 5;
    private static readonly string[] Periods = ["2026-11", "2026-Q4", "2026"];

    internal static async IAsyncEnumerable<Measured> Run()
    {
        if (await Told(1) is not { } month)
            yield break;
        var years = (await Told(24))!.Value;
        var what = $"运行监测，{Pages} 页，p95，每秒进 {PerSecond} 条事实，两年（{24 * FactsPerMonth:N0} 条）";
        yield return new(what, Command, $"{years.Page:0.0} 毫秒", $"{LimitMilliseconds:0} 毫秒", years.Page / LimitMilliseconds, "≤ 1.00");
        yield return new(
            what,
            Command,
            $"{years.Page:0.0} 毫秒",
            $"{month.Page:0.0} 毫秒（一个月，{FactsPerMonth:N0} 条）",
            years.Page / month.Page,
            "≤ 1.20"
        );
        yield return new(
            $"同时，从答复收下到运行监测上看得见，{Looks} 次里最久的",
            Command,
            $"{years.Stale:0.0} 秒",
            $"{LimitSeconds:0} 秒",
            years.Stale / LimitSeconds,
            "≤ 1.00"
        );
    }

    private static async Task<(double Page, double Stale)?> Told(int months)
    {
        if (await BenchRegion.NewPostgres() is not { } database)
            return null;
        await using var region = await BenchRegion.Start(database);
        await region.Stop();
        await Peer.Execute(database, Past(months));
        await Peer.Execute(database, "VACUUM ANALYZE");
        await region.Reopen();
        var (sender, reader) = (region.Cast.Part("statistician"), await Reader(region));
        using var end = new CancellationTokenSource();
        var feeding = Feed(sender, end.Token);
        try
        {
            for (var n = 0; n < Warm; n++)
                await Open(reader, n);
            var took = new List<double>();
            for (var n = 0; n < Pages; n++)
                took.Add(await Open(reader, n));
            await end.CancelAsync();
            await feeding;
            return (took.Order().ElementAt(Pages * 95 / 100), await Stale(sender, reader));
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    /// <summary>Visits of some months up to now at all institutions, as the bench of figures makes them.</summary>
    private static string Past(int months) =>
        $"""
            INSERT INTO kernel_fact (id, version, kind, reference, revision, sign, institution, day, happened_at, recorded_at, person, source,
                                     word1, word2, word3, word4, number1)
            SELECT gen_random_uuid(), 1, 'encounter.closed', 'b' || n, 1, 1, at[1 + h % cardinality(at)], day, day, day,
                   lpad(to_hex(h % 100003), 32, '0')::uuid, '',
                   (ARRAY['outpatient', 'emergency', 'inpatient', 'outpatient'])[1 + LEAST(h % 12, 3)], (ARRAY['yes', 'no'])[1 + h / 3 % 2],
                   (ARRAY['心血管内科', '中医科', '全科', '儿科', NULL])[1 + h / 7 % 5],
                   (ARRAY['I10', 'E11.9', 'J00', 'K29.5', 'M54.5', 'S52.5', 'N39.0', 'A09', 'Z00.0', 'C34.9'])[1 + h / 11 % 10],
                   CASE WHEN h % 12 = 2 THEN 3 + h % 9 END
            FROM (SELECT n, (n::bigint * 2654435761 % 4294967296 / 64)::int AS h, CURRENT_DATE - n % {months * 30} AS day
                  FROM generate_series(1, {months * FactsPerMonth}) n) g,
                 (SELECT array_agg(id ORDER BY code) AS at FROM organization_institution) i
            """;

    private static async Task<HttpClient> Reader(BenchRegion region)
    {
        var http = new HttpClient { BaseAddress = region.Running.Http.BaseAddress };
        var login = region.Cast.Part("statistician").Login;
        using var signIn = await http.PostAsJsonAsync("/api/session", new { login, password = DemoAccounts.Password });
        var token = (await signIn.Content.ReadFromJsonAsync<JsonNode>())!["token"];
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{token}");
        return http;
    }

    private static async Task<double> Open(HttpClient reader, int n)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await reader.GetAsync($"/board?period={Periods[n % Periods.Length]}");
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task Feed(Client sender, CancellationToken ct)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Sendings));
        for (var round = 0; !ct.IsCancellationRequested; round++)
        {
            await Send(sender, $"f{round}", PerSecond / Sendings);
            try
            {
                await clock.WaitForNextTickAsync(ct);
            }
            catch (OperationCanceledException) { }
        }
    }

    private static Task Send(Client sender, string round, int count)
    {
        var today = TimeProvider.System.Instant().Day();
        return CenterReports.Send(sender, $"{round}-", 0, count, _ => today);
    }

    /// <summary>The longest from the answer to a sending until the board counts it.</summary>
    private static async Task<double> Stale(Client sender, HttpClient reader)
    {
        var longest = 0.0;
        for (var n = 0; n < Looks; n++)
        {
            var before = await Counted(reader);
            await Send(sender, $"s{n}", 1);
            var watch = Stopwatch.StartNew();
            while (await Counted(reader) == before)
                await Task.Delay(20);
            longest = Math.Max(longest, watch.Elapsed.TotalSeconds);
        }
        return longest;
    }

    private static async Task<long> Counted(HttpClient reader) =>
        (await reader.GetFromJsonAsync<JsonNode>("/api/board?period=2026"))!["facts"]!.GetValue<long>();
}
