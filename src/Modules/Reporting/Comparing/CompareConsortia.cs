using Yihe.Reporting.Taking;

namespace Yihe.Reporting.Comparing;

/// <summary>The commission looks at the consortia that report to it, side by side, for one month (查看各医共体对照). GZ-87.</summary>
internal static class CompareConsortia
{
    internal sealed record Input([property: Display(Name = "月份")] string? Month = null);

    /// <param name="TakenAt">null where nothing came for the month</param>
    /// <param name="Restated">what counts was counted once more after the closing</param>
    /// <param name="Reports">how many came for the month; all are kept</param>
    /// <param name="Firsts">in how many indicators it is the best</param>
    internal sealed record Side(string Code, string Name, DateTimeOffset? TakenAt, bool Restated, int Reports, int Firsts);

    /// <param name="Months">those of which anything came, the newest first</param>
    internal sealed record Outcome(
        string Month,
        string MonthWords,
        IReadOnlyList<string> Months,
        IReadOnlyList<Side> Sides,
        IReadOnlyList<ComparedLine> Lines
    );

    internal static readonly Look<Input, Outcome> Door = new("consortium-report.compare", "查看各医共体对照", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } denied)
            return denied;
        var all = await ReportMark.All(work, ct);
        if (Month(work, input.Month, all) is not { } month)
            return Refusal.Invalid("month", "月份写作 2026-09");
        var senders = await work.Db.Set<ReportSender>().AsNoTracking().OrderBy(s => s.Code).ToListAsync(ct);
        var counting = ReportMark.Counting(all.Where(r => r.Month == month.From)).ToDictionary(r => r.Sender);
        var ids = counting.Values.Select(r => r.Id).ToList();
        var told = await work
            .Db.Set<ConsortiumReport>()
            .AsNoTracking()
            .Where(r => ids.Contains(r.Id))
            .ToDictionaryAsync(r => r.Sender, r => r.Indicators, ct);
        var lines = SideBySide.Of([.. senders.Select(s => told.GetValueOrDefault(s.Id))]);
        return await work.Look(
            new Outcome(
                $"{month}",
                month.Words,
                [.. all.Select(r => r.Month).Distinct().OrderDescending().Select(m => $"{Period.Of(PeriodGrain.Month, m)}")],
                [
                    .. senders.Select(
                        (sender, i) =>
                            SideOf(sender, counting.GetValueOrDefault(sender.Id), all, lines.Count(l => l.Cells[i]?.Best == true))
                    ),
                ],
                lines
            ),
            ct
        );
    }

    /// <summary>The one asked for, else the newest anything came of, else the last that is over; null where it is no month.</summary>
    private static Period? Month(Work work, string? asked, IReadOnlyList<ReportMark> all) =>
        string.IsNullOrEmpty(asked) ? Period.Of(PeriodGrain.Month, all.Count > 0 ? all.Max(r => r.Month) : work.Today.AddMonths(-1))
        : Period.Parse(asked) is { Grain: PeriodGrain.Month } month ? month
        : null;

    private static Side SideOf(ReportSender sender, ReportMark? counts, IReadOnlyList<ReportMark> all, int firsts) =>
        new(
            sender.Code,
            sender.Name,
            counts?.At,
            counts is { Restated: true },
            counts is null ? 0 : all.Count(r => r.Sender == sender.Id && r.Month == counts.Month),
            firsts
        );
}
