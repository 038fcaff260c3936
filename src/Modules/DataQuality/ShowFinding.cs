namespace Yihe.DataQuality;

/// <summary>One finding: what is odd, how it was reckoned, what to do, what was said to it, and how the same has been in other months.</summary>
internal static class ShowFinding
{
    internal sealed record Input(Guid Id);

    /// <param name="Figure">where a figure is odd, the address at which it opens down to its facts</param>
    internal sealed record Outcome(
        Guid Id,
        int Version,
        InstitutionId Institution,
        string Place,
        string Whose,
        string PeriodWords,
        FindingState State,
        string Words,
        CheckLine Check,
        IReadOnlyList<Point> Trend,
        Cause? Cause,
        string? Explanation,
        string? ExplainedBy,
        DateTimeOffset OpenedAt,
        DateTimeOffset? ClosedAt,
        string? Figure,
        bool MaySeeRows,
        bool MayExplain
    );

    internal static readonly Look<Input, Outcome> Door = new("quality.finding", "查看数据质量疑点", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (finding, refusal) = await work.Find<Finding>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        if (CheckBook.Of(work.Platform).Checks.FirstOrDefault(c => c.Code == finding.Check) is not { } check)
            return Refusal.NotFound;
        var trend = await work
            .Db.Set<Measure>()
            .AsNoTracking()
            .Where(m => m.Check == finding.Check && m.Institution == finding.Institution && m.Subject == finding.Subject)
            .OrderBy(m => m.Period)
            .ToListAsync(ct);
        var figure = check.Indicator is { } code ? $"/indicators/{code}?place={finding.Institution}&period={finding.Period}" : null;
        return new Outcome(
            finding.Id,
            finding.Version,
            finding.Institution,
            finding.Place,
            figure is null ? (await Subjects.Of(work, [finding.Subject], ct))(finding.Subject) : "本机构",
            finding.PeriodWords,
            finding.State,
            finding.Words,
            CheckLine.Of(check),
            [.. trend.Select(m => new Point(m.Period, m.State, m.Value))],
            finding.Cause,
            finding.Explanation,
            finding.ExplainedBy,
            finding.OpenedAt,
            finding.ClosedAt,
            figure,
            figure is null && work.Actor.May(Rights.Rows, finding),
            FindingFlow.Table.Allows(finding, FindingMove.Explain, work.Actor)
        );
    }
}
