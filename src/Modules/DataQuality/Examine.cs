namespace Yihe.DataQuality;

/// <summary>
/// The platform's daily examination (数据核对): every verdict written down, whoever can mend is asked about what is odd in the newest month,
/// and what was asked is closed where the data no longer say so. One commit a day, whichever node comes first; a killed one is begun anew.
/// </summary>
internal static class Examine
{
    internal static readonly Change<Done, Done> Door = new(
        "quality.examine",
        "核对数据质量",
        Permission.Platform,
        Run,
        Ahead: async (platform, _, _, ct) => await ExaminationRoom.Of(platform).Ready(ct)
    );

    private static async Task<Result<Done>> Run(Work work, Done input, CancellationToken ct)
    {
        if (work.Ahead is not Examined examined || await work.Db.Set<Examination>().AnyAsync(e => e.Day == examined.Day, ct))
            return Done.Yes;
        var examination = work.Add(
            new Examination
            {
                Id = work.NewId(),
                Day = examined.Day,
                Period = $"{examined.Latest}",
                Facts = examined.Facts,
                Judged = examined.Judged.Count,
            }
        );
        await WriteDown(work, examined, ct);
        var known = await work.Db.Set<Finding>().ToListAsync(ct);
        await Close(work, examined, known, ct);
        await Ask(work, examined, known, ct);
        work.About(examination);
        work.Matter = null;
        return await work.Commit(Done.Yes, ct);
    }

    private static async Task WriteDown(Work work, Examined examined, CancellationToken ct)
    {
        var months = examined.Months.Select(m => $"{m}").ToList();
        var known = await work.Db.Set<Measure>().Where(m => months.Contains(m.Period)).ToDictionaryAsync(m => m.Of, ct);
        foreach (var judged in examined.Judged.Where(j => j.Check.Kind != CheckKind.Silence || j.Period == $"{examined.Latest}"))
            (known.GetValueOrDefault(judged.Key) ?? work.Add(Measure.For(work, judged))).Say(judged.Verdict);
    }

    /// <summary>What was asked and is odd no more is mended; what can no longer be judged does not hold.</summary>
    private static async Task Close(Work work, Examined examined, List<Finding> known, CancellationToken ct)
    {
        var verdicts = examined.Judged.ToDictionary(j => j.Key, j => j.Verdict);
        foreach (var finding in known.Where(f => f.State == FindingState.Open))
        {
            var verdict = verdicts.GetValueOrDefault(finding.Of);
            if (verdict is not null)
                finding.Say(verdict.Words);
            if (verdict?.State == MeasureState.Odd)
                continue;
            finding.Close(work.Now);
            var move = verdict?.State == MeasureState.Fine ? FindingMove.Mend : FindingMove.Lapse;
            await FindingFlow.Table.Make(work, finding, move, ct);
        }
    }

    /// <summary>Asks once: not while the same is still asked of an earlier month, nor soon after it was explained.</summary>
    private static async Task Ask(Work work, Examined examined, List<Finding> known, CancellationToken ct)
    {
        var quiet = examined.Latest.From.AddMonths(-CheckBook.Of(work.Platform).QuietMonths);
        var settled = known
            .Where(f => f.State == FindingState.Open || (f.State == FindingState.Explained && f.Month.From > quiet))
            .Select(f => f.Whose)
            .ToHashSet();
        var institutions = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id);
        foreach (var odd in examined.Judged.Where(j => j.Period == $"{examined.Latest}" && j.Verdict.State == MeasureState.Odd))
            if (institutions.GetValueOrDefault(odd.Unit.Institution) is { } at && settled.Add((odd.Check.Code, at.Id, odd.Unit.Subject)))
                await Ask(work, odd, at, known.Find(f => f.Of == odd.Key), ct);
    }

    /// <summary>A village site has nobody to answer but whom it would ask about; the center it belongs to does.</summary>
    internal static InstitutionId AskedOf(InstitutionCard at) =>
        at is { Kind: InstitutionKind.VillageSite, Parent: { } parent } ? parent : at.Id;

    private static async Task Ask(Work work, Judged odd, InstitutionCard at, Finding? before, CancellationToken ct)
    {
        if (before is not null)
        {
            before.Say(odd.Verdict.Words);
            before.Close(null);
            await FindingFlow.Table.Make(work, before, FindingMove.Reopen, ct);
            return;
        }
        var finding = work.Add(
            new Finding
            {
                Id = work.NewId(),
                Check = odd.Check.Code,
                Title = odd.Check.Name,
                Institution = at.Id,
                Place = at.ShortName,
                Asked = AskedOf(at),
                Subject = odd.Unit.Subject,
                Period = odd.Period,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                OpenedAt = work.Now,
            }
        );
        finding.Say(odd.Verdict.Words);
        await FindingFlow.Table.Enter(work, finding, ct);
    }
}
