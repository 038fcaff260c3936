namespace Yihe.Reporting.Taking;

/// <summary>
/// A registered consortium hands in its report of a month (报送医共体月报): looked through from end to end, then taken whole or not at all.
/// The same report again has the same answer; another of the same month replaces what counts, and the earlier one is kept.
/// </summary>
internal static class TakeReport
{
    internal sealed record Outcome(Guid Id, string Consortium, string Month, ReportStanding Standing, Guid? Replaces, string Words);

    internal static readonly Change<ReportDocument, Outcome> Door = new(
        "consortium-report.take",
        "报送医共体月报",
        Rights.Take,
        Run,
        Ahead: (_, _, report, _) => Task.FromResult<object?>(DocumentFaults.Of(report).ToList())
    );

    private static async Task<Result<Outcome>> Run(Work work, ReportDocument report, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var (sender, stranger) = await Sender(work, report, ct);
        if (stranger is not null)
            return stranger;
        if (work.Ahead is List<FieldFault> { Count: > 0 } faults)
            return Refusal.Invalid(faults);
        var month = Period.Parse(report.Month)!;
        if (month.Until > work.Today)
            return Refusal.Invalid("month", $"{month.Words}还没有结束，不会有月报；请核对月份");
        var earlier = await work
            .Db.Set<ConsortiumReport>()
            .AsNoTracking()
            .Where(r => r.Sender == sender.Id && r.Month == month.From)
            .ToListAsync(ct);
        var counting = earlier.MaxBy(r => (r.Block, r.Id));
        if (earlier.Find(r => r.Hash == report.Hash) is { } again)
            return OutcomeOf(sender, again);
        if (counting is not null && JsonText.Write(counting.Indicators) == JsonText.Write(report.Indicators))
            return OutcomeOf(sender, counting);
        var taken = work.Add(Taken(work, (sender, month), report, counting));
        work.Purpose = report.Restated ? "restatement" : "report";
        return await work.Commit(OutcomeOf(sender, taken), ct);
    }

    /// <summary>Who reports by this token; a report of anybody else is a wrong proof of whom they are, and on file as such.</summary>
    private static async Task<(ReportSender Sender, Refusal? Refusal)> Sender(Work work, ReportDocument report, CancellationToken ct)
    {
        var sender = await ReportSender.Of(work, ct);
        if (sender is not null && sender.Code == report.Code)
            return (sender, null);
        work.Missed = true;
        return (
            null!,
            sender is null
                ? Refusal.Denied("这个接口令牌没有登记为哪家医共体报送，什么都没有收下；请上级的系统管理员在“报送单位”登记")
                : new Refusal(
                    RefusalKind.Denied,
                    "not-own",
                    $"这个令牌只能报送“{sender.Name}”（{sender.Code}）的月报，送来的是 {report.Code} 的，什么都没有收下",
                    new FieldFault("code", $"应为 {sender.Code}")
                )
        );
    }

    private static ConsortiumReport Taken(
        Work work,
        (ReportSender Sender, Period Month) whose,
        ReportDocument report,
        ConsortiumReport? counting
    ) =>
        new()
        {
            Id = work.NewId(),
            Sender = whose.Sender.Id,
            Month = whose.Month.From,
            Hash = report.Hash,
            Closing = report.Closing,
            Block = report.Block,
            Restated = report.Restated,
            At = work.Now,
            Standing =
                counting is null ? ReportStanding.First
                : report.Block >= counting.Block ? ReportStanding.Replacing
                : ReportStanding.Earlier,
            Replaces = counting is not null && report.Block >= counting.Block ? counting.Id : null,
            Indicators = report.Indicators,
        };

    private static Outcome OutcomeOf(ReportSender sender, ConsortiumReport taken)
    {
        var month = Period.Of(PeriodGrain.Month, taken.Month);
        var what = $"{sender.Name} {month.Words}的{(taken.Restated ? "重述" : "月报")}已收下";
        return new(
            taken.Id,
            sender.Name,
            $"{month}",
            taken.Standing,
            taken.Replaces,
            taken.Standing switch
            {
                ReportStanding.First => what,
                ReportStanding.Replacing => $"{what}，自此以它为准；先前的一份留存备查",
                _ => $"{what}，留存备查；它比已收下的一份早，仍以那一份为准",
            }
        );
    }
}
