namespace Yihe.MasterIndex.Rematching;

/// <summary>The steps of a re-matching, each a work of its own; where one is killed, the next run takes up at the step.</summary>
internal static class RematchRun
{
    internal sealed record Start(bool Anew);

    internal sealed record Begun(RematchState Run, bool Continued);

    internal sealed record Place(ResidentId? Until, RematchPart Part, Guid? After);

    /// <param name="Last">the last one looked at; null where none is left</param>
    /// <param name="Foreseen">what will be counted if it is done</param>
    internal sealed record Batch(int Looked, int Decided, Guid? Last, IReadOnlyList<Guid> Changing, RematchCounts Foreseen);

    internal sealed record One(Guid Id, ResidentId? Until, RematchPart Part);

    internal sealed record Step(Guid? Last, int Looked, int Decided, int MostPasses);

    internal sealed record Advanced(RematchState Run, bool IsOver);

    internal static readonly Change<Start, Begun> Begin = new("index.rematch", "全县重新比对", Permission.Platform, RunBegin);

    internal static readonly Look<Done, RematchState> Measure = new(
        "index.rematch-measure",
        "试算全县重新比对",
        Permission.Platform,
        async (work, _, ct) => await work.Look(await Fresh(work, ct), ct)
    );

    internal static readonly Look<Place, Batch> Look = new("index.rematch-look", "重新比对一批", Permission.Platform, RunLook);

    internal static readonly Change<One, RematchCounts> Change = new(
        "index.rematch-change",
        "重新比对后改定",
        Permission.Platform,
        RunChange
    );

    internal static readonly Change<Step, Advanced> Advance = new(
        "index.rematch-step",
        "重新比对一批完毕",
        Permission.Platform,
        RunAdvance
    );

    internal static readonly IReadOnlyList<UseCase> All = [Begin, Measure, Look, Change, Advance];

    private static async Task<RematchState> Fresh(Work work, CancellationToken ct) =>
        new(
            RematchState.RulesOf(work.Platform),
            await ResidentIndex.Last(work, ct),
            await work.Db.Set<SourceRecord>().CountAsync(ct),
            await ResidentDirectory.Count(work.Db, ct),
            RematchPart.Records,
            1,
            null,
            0,
            new RematchCounts()
        );

    private static async Task<Result<Begun>> RunBegin(Work work, Start input, CancellationToken ct)
    {
        if (!input.Anew && await RematchState.Of(work, ct) is { } left && left.Rules == RematchState.RulesOf(work.Platform))
            return await work.Commit(new Begun(left, true), ct);
        var run = await Fresh(work, ct);
        await RematchState.Keep(work, run, ct);
        return await work.Commit(new Begun(run, false), ct);
    }

    private static async Task<Result<Batch>> RunLook(Work work, Place input, CancellationToken ct)
    {
        var learned = await Comparing.AsOf(work, input.Until, ct);
        (work.Purpose, work.Persons) = ("index", 0);
        return await work.Look(
            input.Part == RematchPart.Records
                ? await RematchRecords.Look(work, input.After, learned, ct)
                : await RematchPairs.Look(work, input.After, learned, ct),
            ct
        );
    }

    /// <summary>Judged once more, and done: what it comes to is counted in the same commit, so that nothing is counted twice or not at all.</summary>
    private static async Task<Result<RematchCounts>> RunChange(Work work, One input, CancellationToken ct)
    {
        var learned = await Comparing.AsOf(work, input.Until, ct);
        work.Purpose = "index";
        var counts =
            input.Part == RematchPart.Records
                ? await RematchRecords.Change(work, input.Id, learned, ct)
                : await RematchPairs.Change(work, new ResidentId(input.Id), learned, ct);
        if (counts.IsNone)
            return counts;
        if (await RematchState.Of(work, ct) is { } run)
            await RematchState.Keep(work, run with { Counts = run.Counts.And(counts) }, ct);
        return await work.Commit(counts, ct);
    }

    private static async Task<Result<Advanced>> RunAdvance(Work work, Step input, CancellationToken ct)
    {
        if (await RematchState.Of(work, ct) is not { } run)
            return Refusal.Conflict("rematch-gone", "另一次重新比对已经做完；要再比对一次，请重新运行 yihe rematch");
        var (next, over) = run.Done(input.Last, input.Looked, input.Decided, input.MostPasses);
        await RematchState.Keep(work, over ? null : next, ct);
        return await work.Commit(new Advanced(next, over), ct);
    }
}
