using Yihe.Reporting.Taking;

namespace Yihe.Reporting.Comparing;

/// <summary>A month of a course.</summary>
/// <param name="State">null where no report came, or none that tells it</param>
public sealed record CoursePoint(bool Reported, FigureState? State, decimal? Value, int? Version, bool Restated);

/// <summary>One consortium's way through an indicator, month by month.</summary>
public sealed record Course(string Name, IReadOnlyList<CoursePoint> Points);

/// <summary>One indicator of the consortia over the months they reported (查看指标的各医共体走势).</summary>
internal static class ShowTrend
{
    private const int MostMonths = 24;

    internal sealed record Input(string Code);

    /// <summary>A wording of the definition, and from which consortium's reports it is known.</summary>
    internal sealed record Wording(int Version, string Definition, string? Numerator, string? Denominator, IReadOnlyList<string> Of);

    internal sealed record Outcome(
        string Code,
        string Name,
        string Unit,
        int Digits,
        Direction Direction,
        string? Differs,
        IReadOnlyList<string> Months,
        IReadOnlyList<Course> Courses,
        IReadOnlyList<Wording> Wordings
    );

    internal static readonly Look<Input, Outcome> Door = new("consortium-report.trend", "查看各医共体走势", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } denied)
            return denied;
        var all = await ReportMark.All(work, ct);
        var months = all.Select(r => r.Month).Distinct().OrderDescending().Take(MostMonths).Reverse().ToList();
        var ids = ReportMark.Counting(all).Where(r => months.Contains(r.Month)).Select(r => r.Id).ToList();
        var reports = await work.Db.Set<ConsortiumReport>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct);
        var senders = await work.Db.Set<ReportSender>().AsNoTracking().OrderBy(s => s.Code).ToListAsync(ct);
        var told = reports.ToDictionary(
            r => (r.Sender, r.Month),
            r => (r.Restated, Indicator: r.Indicators.FirstOrDefault(i => i.Code == input.Code && i.Whole is not null))
        );
        var known = months
            .AsEnumerable()
            .Reverse()
            .SelectMany(m => senders.Select(s => (s, told.GetValueOrDefault((s.Id, m)).Indicator)))
            .ToList();
        if (known.Select(k => k.Indicator).OfType<ReportedIndicator>().FirstOrDefault() is not { } newest)
            return Refusal.NotFound;
        return await work.Look(
            new Outcome(
                newest.Code,
                newest.Name,
                newest.Unit,
                newest.Digits,
                newest.Direction,
                SideBySide.Differs([.. known.Select(k => k.Indicator).OfType<ReportedIndicator>()]),
                [.. months.Select(m => $"{Period.Of(PeriodGrain.Month, m)}")],
                [.. senders.Select(s => new Course(s.Name, [.. months.Select(m => PointOf(told, (s.Id, m)))]))],
                Wordings(known)
            ),
            ct
        );
    }

    private static CoursePoint PointOf(
        Dictionary<(Guid, DateOnly), (bool Restated, ReportedIndicator? Indicator)> told,
        (Guid, DateOnly) at
    ) =>
        told.TryGetValue(at, out var report)
            ? new(true, report.Indicator?.Whole!.State, report.Indicator?.Whole!.Value, report.Indicator?.Version, report.Restated)
            : new(false, null, null, null, false);

    private static IReadOnlyList<Wording> Wordings(IEnumerable<(ReportSender Sender, ReportedIndicator? Indicator)> known) =>
        [
            .. known
                .Where(k => k.Indicator is not null)
                .GroupBy(k => k.Indicator!.Wording)
                .Select(g => (g.First().Indicator!, Of: g.Select(k => k.Sender.Name).Distinct().ToList()))
                .Select(w => new Wording(w.Item1.Version, w.Item1.Definition, w.Item1.NumeratorWords, w.Item1.DenominatorWords, w.Of)),
        ];
}
