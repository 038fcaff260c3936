namespace Yihe.DataQuality;

/// <summary>What an examination found, before anything of it is written.</summary>
/// <param name="Latest">the newest month that is judged; what is odd in it is asked about</param>
internal sealed record Examined(DateOnly Day, Period Latest, IReadOnlyList<Period> Months, IReadOnlyList<Judged> Judged, long Facts);

/// <summary>
/// Reckons the examination of a day beside the work: it follows the blocks sealed since the last one. A region too large to be done at once
/// is asked for again at the next beats; nobody waits.
/// </summary>
internal sealed class ExaminationRoom(Platform platform)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int BlocksAtOnce = 50;
    private readonly Lock one = new();
    private DateOnly? done;
    private Task<Examined>? running;
    private Tally? tally;

    internal static ExaminationRoom Of(Platform platform) => platform.Shared(() => new ExaminationRoom(platform));

    /// <summary>False once it is known here that today's is written, and where there is nothing to examine.</summary>
    internal static async Task<bool> IsDue(Platform platform, CancellationToken ct)
    {
        if (platform.Blueprints.IsEmpty || Of(platform).done == platform.Time.Instant().Day())
            return false;
        await using var db = platform.Database.Open();
        return await db.Set<Fact>().AnyAsync(ct);
    }

    /// <summary>The examination of today, once it is reckoned; null while it is not, or was written already, here or by another node.</summary>
    internal async Task<Examined?> Ready(CancellationToken ct)
    {
        if (!await IsDue(platform, ct))
            return null;
        var today = platform.Time.Instant().Day();
        await using (var db = platform.Database.Open())
            if (await db.Set<Examination>().AnyAsync(e => e.Day == today, ct))
            {
                done = today;
                return null;
            }
        var reckoned = Begun(today);
        if (await Task.WhenAny(reckoned, Task.Delay(Patience, ct)) != reckoned)
            return null;
        _ = Interlocked.CompareExchange(ref running, null, reckoned);
        return await reckoned;
    }

    /// <summary>One at a time in a process.</summary>
    private Task<Examined> Begun(DateOnly today)
    {
        lock (one)
            return running ??= Task.Run(() => Reckon(today), CancellationToken.None);
    }

    private async Task<Examined> Reckon(DateOnly today)
    {
        await using var db = platform.Database.Open();
        var file = CheckBook.Of(platform);
        var counted = await Current(db, file);
        var latest = new Period(PeriodGrain.Month, FirstOf(today.AddDays(-file.SettleDays)).AddMonths(-1));
        var months = await Months(db, latest, file);
        var judged = new List<Judged>();
        var figures = await PastFigures.Of(platform, db, file, months);
        foreach (var check in file.Checks)
        foreach (var month in months)
            judged.AddRange(
                check.Kind switch
                {
                    CheckKind.Outlier => await Figured(db, figures, check, month),
                    CheckKind.Duplicates => await Doubled(db, counted, check, month),
                    _ => Examiner.Of(counted, check, platform.Modules.Facts.GetValueOrDefault(check.Fact!), (month, today)),
                }
            );
        return new(today, latest, months, judged, counted.Facts);
    }

    /// <summary>The newest month, and those of which something is still asked; the first time also those before.</summary>
    private static async Task<IReadOnlyList<Period>> Months(AppDb db, Period latest, CheckFile file)
    {
        var asked = await db.Set<Finding>().Where(f => f.State == FindingState.Open).Select(f => f.Period).Distinct().ToListAsync();
        var back = await db.Set<Examination>().AnyAsync() ? 1 : file.FirstMonths;
        var months = Enumerable.Range(0, back).Select(b => latest with { From = latest.From.AddMonths(-b) });
        return [.. months.Concat(asked.Select(p => Period.Parse(p)!)).Distinct().OrderByDescending(p => p.From)];
    }

    private async Task<Tally> Current(AppDb db, CheckFile file)
    {
        if (tally is null)
            return tally = await FromScratch(db, file);
        while (await FactBook.After(db, tally.Block, BlocksAtOnce, default) is var (block, facts) && block > tally.Block)
        {
            foreach (var fact in facts)
                tally.Add(fact);
            tally.Block = block;
        }
        return tally;
    }

    private async Task<Tally> FromScratch(AppDb db, CheckFile file)
    {
        await using var snapshot = await Database.Snapshot(db, default);
        var made = new Tally(file.Checks, platform.Modules.Facts) { Block = await FactBook.LastBlock(db, default) };
        var later = await FactBook.Unknown(db, made.Block, default);
        await foreach (var fact in db.Set<Fact>().AsNoTracking().AsAsyncEnumerable())
            if (!later.Contains(fact.Id))
                made.Add(fact);
        return made;
    }

    /// <summary>Each institution's figure of a month beside those of the twelve before, as far back as anybody has one.</summary>
    private async Task<IEnumerable<Judged>> Figured(AppDb db, PastFigures figures, Check check, Period month)
    {
        var places = await InstitutionDirectory.Of(platform).On(db, month.From, default);
        var months = new List<IReadOnlyDictionary<InstitutionId, double>>();
        foreach (var back in Enumerable.Range(0, 13))
        {
            months.Add(await figures.Of(check.Indicator!, month with { From = month.From.AddMonths(-back) }));
            if (months[^1].Count == 0)
                break;
        }
        return from place in places
            let known = months.TakeWhile(m => m.ContainsKey(place.Id)).Select(m => m[place.Id]).ToList()
            where known.Count > 0 && known.Exists(v => v != 0)
            select new Judged(check, new(place.Id, ""), $"{month}", Judge.Outlier(check, known[0], known[1..]));
    }

    /// <summary>Facts that say the same of the same person, day and institution under different references: all but one of them are too many.</summary>
    private static async Task<IEnumerable<Judged>> Doubled(AppDb db, Tally counted, Check check, Period month)
    {
        var surplus = await Doubles.Of(db, check, month);
        return counted
            .Over(check, month)
            .Select(u => new Judged(check, u.Unit, $"{month}", Judge.Duplicates(check, u.Sum.Count, surplus.GetValueOrDefault(u.Unit))));
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
