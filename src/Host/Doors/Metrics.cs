using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.News;
using Yihe.Kernel.Working;

namespace Yihe.Host.Doors;

/// <summary>
/// What those who run the machine watch (指标), as Prometheus reads it: requests, acts, what waits and for how long, connections, memory.
/// Numbers alone, nothing of anybody. Answers this machine, and the addresses named at the start; for all others it is not there.
/// </summary>
internal static class Metrics
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    internal static void MapMetrics(this WebApplication app, HostOptions options)
    {
        var watchers = (options.MetricsFrom ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => IPAddress.Parse(a.Trim()))
            .ToList();
        app.MapGet(
                "/metrics",
                async (Platform platform, RequestCounts requests, Admission admission, HttpContext http) =>
                    http.Connection.RemoteIpAddress is { } from && (IPAddress.IsLoopback(from) || watchers.Contains(from.MapToIPv4()))
                        ? Results.Text(
                            await Text(platform, requests, admission, http.RequestAborted),
                            "text/plain; version=0.0.4; charset=utf-8"
                        )
                        : Results.NotFound()
            )
            .ExcludeFromDescription();
    }

    private static async Task<string> Text(Platform platform, RequestCounts requests, Admission admission, CancellationToken ct)
    {
        var page = new Page();
        page.Add("yihe_info", "gauge", ($"{{version=\"{HostOptions.Program}\"}}", 1));
        page.Add("yihe_http_requests_total", "counter", [.. requests.Answered.Select(a => ($"{{code=\"{a.Code}\"}}", (double)a.Count))]);
        page.Add("yihe_http_request_seconds_total", "counter", ("", requests.Seconds));
        page.Add("yihe_http_requests_working", "gauge", ("", admission.Working));
        page.Add("yihe_http_requests_sent_away_total", "counter", ("", admission.SentAway));
        await using var db = platform.Database.Open();
        await AddWork(page, db, platform.Time.Instant(), ct);
        await AddOutside(page, db, platform, ct);
        if (!db.IsSqlite)
            page.Add("yihe_database_connections", "gauge", ("", await Connections(db, ct)));
        page.Add("process_resident_memory_bytes", "gauge", ("", Environment.WorkingSet));
        page.Add("process_cpu_seconds_total", "counter", ("", Environment.CpuUsage.TotalTime.TotalSeconds));
        page.Add("dotnet_gc_heap_bytes", "gauge", ("", GC.GetTotalMemory(forceFullCollection: false)));
        return page.ToString();
    }

    private static async Task AddWork(Page page, AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Lately;
        var acts = await db.Set<Act>()
            .Where(a => a.At > since)
            .GroupBy(a => a.Outcome)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);
        page.Add(
            "yihe_acts_last_minute",
            "gauge",
            [
                .. Enum.GetValues<ActOutcome>()
                    .Select(o => ($"{{outcome=\"{WordOf(o)}\"}}", (double)(acts.FirstOrDefault(a => a.Key == o)?.Count ?? 0))),
            ]
        );
        var waiting = db.Set<Delivery>().Where(d => d.DoneAt == null && d.DueAt <= now && d.Attempts < Delivery.MostAttempts);
        page.Add("yihe_deliveries_waiting", "gauge", ("", await waiting.CountAsync(ct)));
        page.Add(
            "yihe_deliveries_oldest_seconds",
            "gauge",
            ("", Age(now, await waiting.MinAsync(d => (DateTimeOffset?)d.PublishedAt, ct)))
        );
        page.Add(
            "yihe_deliveries_given_up",
            "gauge",
            ("", await db.Set<Delivery>().CountAsync(d => d.DoneAt == null && d.Attempts >= Delivery.MostAttempts, ct))
        );
        var unsealed = db.Set<UnsealedAct>().Join(db.Set<Act>(), u => u.Id, a => a.Id, (_, a) => a.At);
        page.Add("yihe_acts_unsealed", "gauge", ("", await unsealed.CountAsync(ct)));
        page.Add("yihe_acts_unsealed_oldest_seconds", "gauge", ("", Age(now, await unsealed.MinAsync(at => (DateTimeOffset?)at, ct))));
    }

    /// <summary>What waits for each outside system, and how much of it because the system does not answer.</summary>
    private static async Task AddOutside(Page page, AppDb db, Platform platform, CancellationToken ct)
    {
        var open = db.Set<Delivery>().Where(d => d.DoneAt == null && d.Attempts < Delivery.MostAttempts);
        var counts = await open.GroupBy(d => d.Subscriber)
            .Select(g => new
            {
                g.Key,
                All = g.Count(),
                Down = g.Count(d => EF.Functions.Like(d.Error!, Delivery.Down + "%")),
            })
            .ToListAsync(ct);
        var outside = platform.Modules.Subscriptions.Where(s => s.Call is not null).Select(s => s.Subscriber).ToList();
        double Of(string subscriber, bool down) => counts.FirstOrDefault(c => c.Key == subscriber) is { } c ? (down ? c.Down : c.All) : 0;
        page.Add("yihe_outside_waiting", "gauge", [.. outside.Select(s => ($"{{system=\"{s}\"}}", Of(s, down: false)))]);
        page.Add("yihe_outside_unanswered", "gauge", [.. outside.Select(s => ($"{{system=\"{s}\"}}", Of(s, down: true)))]);
    }

    private static Task<int> Connections(AppDb db, CancellationToken ct) =>
        db
            .Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database()")
            .SingleAsync(ct);

    private static double Age(DateTimeOffset now, DateTimeOffset? since) => since is { } then ? Math.Max(0, (now - then).TotalSeconds) : 0;

    private static string WordOf(ActOutcome outcome) => outcome.ToString().ToLowerInvariant();

    /// <summary>The text format of Prometheus.</summary>
    private sealed class Page
    {
        private readonly StringBuilder text = new();

        internal void Add(string name, string type, params (string Labels, double Value)[] values)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
            foreach (var (labels, value) in values)
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        }

        public override string ToString() => text.ToString();
    }
}
