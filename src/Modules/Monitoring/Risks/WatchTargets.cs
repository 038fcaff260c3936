namespace Yihe.Monitoring.Risks;

/// <summary>
/// The platform looks ahead (预警): what the year will come to for every target and whoever answers for it. A forecast stands on whole months,
/// so that it turns once a month or where something came late; a warning is opened where it misses, and closes itself where it does not any more.
/// </summary>
internal static class WatchTargets
{
    internal static readonly Change<Done, Done> Door = new("target.watch", "达标预警", Permission.Platform, Run, Ahead: Look);

    /// <summary>The day this process looked last, with nothing left to do.</summary>
    private sealed class Watchman
    {
        internal DateOnly? Looked { get; set; }
    }

    /// <summary>A forecast of somebody's target.</summary>
    private sealed record Sight(Charge Charge, FigureLine Line);

    /// <summary>False where this process has looked today already.</summary>
    internal static Task<bool> IsDue(Platform platform, CancellationToken ct)
    {
        var now = platform.Time.Instant();
        return Task.FromResult(platform.Blueprints.VersionAt(now) != 0 && WatchmanOf(platform).Looked != now.Day());
    }

    /// <summary>Null where there is nothing to do, or the figures are still being counted.</summary>
    private static async Task<object?> Look(Platform platform, Actor actor, Done input, CancellationToken ct)
    {
        if (!await IsDue(platform, ct))
            return null;
        var now = platform.Time.Instant();
        var section = platform.Blueprints.At<MonitoringSection>(now);
        if (section.Watch is not { } rule || section.Targets.Count == 0)
            return Array.Empty<Sight>();
        if (!CountingHouse.Of(platform).IsReady)
            return null;
        await using var db = platform.Database.Open();
        var all = await InstitutionDirectory.Of(platform).On(db, now.Day(), ct);
        var charges = Charge
            .Of(all, platform.Blueprints.At<OrganizationSection>(now))
            .Where(c => rule.Places.Contains(c.Place.Grain))
            .ToList();
        return await CountingHouse.Of(platform).Ask(cube => Sights(cube, section, charges, now.Day()), ct);
    }

    private static Sight[] Sights(Cube cube, MonitoringSection section, List<Charge> charges, DateOnly today)
    {
        var year = Period.Of(PeriodGrain.Year, today);
        return
        [
            .. from target in section.Targets
            from charge in charges
            where cube.Book.Find(target.Indicator) is { } indicator && ShowBoard.Fits(indicator, charge.Place, year)
            let line = Lines.Of(cube, target.Indicator, section, charge.Place, year).Foreseen(cube, charge.Place, today)
            where line.Forecast is not null
            select new Sight(charge, line),
        ];
    }

    private static async Task<Result<Done>> Run(Work work, Done input, CancellationToken ct)
    {
        if (work.Ahead is not Sight[] sights)
            return Done.Yes;
        var year = work.Today.Year;
        var known = await work
            .Db.Set<TargetRisk>()
            .Where(r => r.Year == year || r.State == RiskState.Open || r.State == RiskState.Answered)
            .ToListAsync(ct);
        foreach (var sight in sights.Where(s => s.Line.MissesTarget && !known.Exists(r => Is(r, s, year))))
            await Open(work, sight, ct);
        foreach (var risk in known)
            await Follow(work, risk, Array.Find(sights, s => Is(risk, s, year)), ct);
        var done = work.Db.ChangeTracker.HasChanges() ? await work.Commit(Done.Yes, ct) : Done.Yes;
        WatchmanOf(work.Platform).Looked = work.Today;
        return done;
    }

    private static async Task Open(Work work, Sight sight, CancellationToken ct)
    {
        var risk = work.Add(
            new TargetRisk
            {
                Id = work.NewId(),
                Indicator = sight.Line.Code,
                Name = sight.Line.Name,
                Place = $"{sight.Charge.Place}",
                PlaceName = sight.Charge.Name,
                Institution = sight.Charge.Institution,
                Year = work.Today.Year,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            }
        );
        risk.Foretell(sight.Line.Forecast!.Complete, sight.Line.OutlookWords);
        await RiskFlow.Table.Enter(work, risk, ct);
    }

    /// <summary>What has become of a warning there is.</summary>
    private static async Task Follow(Work work, TargetRisk risk, Sight? sight, CancellationToken ct)
    {
        if (risk.IsUnsettled && Ended(work, risk) is { } over)
        {
            risk.Settle(over);
            await RiskFlow.Table.Make(work, risk, RiskMove.Expire, ct);
        }
        else if (sight is { Line.MissesTarget: true } && (risk.State == RiskState.Recovered || Turned(risk, sight)))
        {
            risk.Foretell(sight.Line.Forecast!.Complete, sight.Line.OutlookWords);
            if (risk.State == RiskState.Recovered)
                await RiskFlow.Table.Make(work, risk, RiskMove.Recur, ct);
            else
                await RiskFlow.Table.Retell(work, risk, ct);
        }
        else if (sight is { Line.MissesTarget: false } && risk.IsUnsettled)
        {
            risk.Settle($"{work.Today:yyyy-MM-dd} {sight.Line.OutlookWords}，预警自行解除");
            await RiskFlow.Table.Make(work, risk, RiskMove.Recover, ct);
        }
    }

    private static string? Ended(Work work, TargetRisk risk) =>
        risk.Year < work.Today.Year ? $"{risk.Year} 年已结束，以年度数字为准"
        : work.Platform.Blueprints.At<MonitoringSection>(work.Now).For(risk.Indicator) is null ? "方案不再列这项目标"
        : null;

    private static bool Turned(TargetRisk risk, Sight sight) => risk.IsUnsettled && risk.Said != sight.Line.OutlookWords;

    private static bool Is(TargetRisk risk, Sight sight, int year) =>
        risk.Year == year && risk.Indicator == sight.Line.Code && risk.Place == $"{sight.Charge.Place}";

    private static Watchman WatchmanOf(Platform platform) => platform.Shared(() => new Watchman());
}
