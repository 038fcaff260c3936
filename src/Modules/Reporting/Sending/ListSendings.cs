using Yihe.Indicators.Closing;
using Yihe.Kernel.News;

namespace Yihe.Reporting.Sending;

/// <summary>The closed months, and how far the report of each is on its way upward (查看月报报送).</summary>
internal static class ListSendings
{
    internal sealed record Input;

    /// <summary>One report on its way.</summary>
    /// <param name="Problem">why it is not there yet, in words; null where nothing went wrong</param>
    internal sealed record Way(bool Restated, DateTimeOffset At, DateTimeOffset? SentAt, string? Problem);

    /// <param name="Ways">the newest first; none where the month was closed before there was anywhere to send it</param>
    internal sealed record Line(string Month, string MonthWords, DateTimeOffset ClosedAt, IReadOnlyList<Way> Ways);

    internal sealed record Outcome(bool Configured, Rows<Line> Months);

    internal static readonly Look<Input, Outcome> Door = new("consortium-report.sendings", "查看月报报送", FigureRights.Close, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } denied)
            return denied;
        var configured = Upstream.Of(work.Platform).Address is not null;
        var deliveries = await work.Db.Set<Delivery>().AsNoTracking().Where(d => d.Subscriber == Upstream.Subscriber).ToListAsync(ct);
        var ways = deliveries
            .OrderByDescending(d => d.PublishedAt)
            .Select(d => (Told: JsonText.Read<ReportDue>(d.Payload), Delivery: d))
            .ToLookup(d => d.Told.Month, d => new Way(d.Told.Restated, d.Delivery.PublishedAt, d.Delivery.DoneAt, ProblemOf(d.Delivery)));
        var lines =
            from closing in (await Closings.Of(work, ct)).Values
            orderby closing.Month descending
            let month = Period.Of(PeriodGrain.Month, closing.Month)
            select new Line($"{month}", month.Words, closing.At, [.. ways[$"{month}"]]);
        return await work.Look(new Outcome(configured, new([.. lines])), ct);
    }

    /// <summary>"上级没有应答，稍后自动再送", "上级没有收下（403 …），已试 3 次"; nothing while all is well.</summary>
    internal static string? ProblemOf(Delivery delivery) =>
        delivery.DoneAt is not null || delivery.Error is not { } error ? null
        : error.StartsWith(Delivery.Down, StringComparison.Ordinal) ? "上级没有应答，稍后自动再送"
        : $"上级没有收下（{error}），已试 {delivery.Attempts} 次{(delivery.Attempts < Delivery.MostAttempts ? "" : "，不再试")}";
}
