namespace Yihe.MasterIndex.Merging;

/// <summary>Two residents turn out to be one person. Nothing of either is moved or rewritten; from now on they are read together. XX-37.</summary>
internal static class MergeResidents
{
    internal sealed record Input(
        [property: Display(Name = "留用的居民")] ResidentId Stays,
        [property: Display(Name = "并入的居民")] ResidentId Goes,
        [property: Display(Name = "理由"), Needed("请写明凭什么认定是同一人"), AtMost(200)] string Reason
    );

    /// <param name="Id">of the merge: the resident that went</param>
    internal sealed record Outcome(ResidentId Id);

    internal static readonly Change<Input, Outcome> Door = new("merge.make", "合并居民", Rights.Merge, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var no = await Counter.Next(work, "merge", ct); // two at once wait here for each other, or they could close a loop
        if (
            await ResidentIndex.Find(work, input.Stays, ct) is not { } stays
            || await ResidentIndex.Find(work, input.Goes, ct) is not { } goes
            || !await IsInReach(work, stays.Id, ct)
            || !await IsInReach(work, goes.Id, ct)
        )
            return Refusal.NotFound;
        if (await Refuses(work, stays, goes, ct) is { } refusal)
            return refusal;
        var merge = await work.Db.FindAsync<Merge>([goes.Id], ct) ?? await Begin(work, goes.Id, ct);
        await Likeness.Settle(work, stays.Id, goes.Id, ct);
        if (await MergeFlow.Table.Make(work, merge, MergeMove.Merge, ct) is { } illegal)
            return illegal;
        merge.Note(work, no, stays.Id, input.Reason.Trim());
        (work.Purpose, work.Subject) = ("index", goes.Id.Value);
        return await work.Commit(new Outcome(goes.Id), ct);
    }

    /// <summary>Whether an institution within the actor's reach cares for the resident now.</summary>
    internal static async Task<bool> IsInReach(Work work, ResidentId id, CancellationToken ct) =>
        work.Reach.All || (await ResidentDirectory.CaringFor(work, id.Value, ct)).Intersect(work.Reach.Institutions).Any();

    private static async Task<Merge> Begin(Work work, ResidentId goes, CancellationToken ct)
    {
        var merge = work.Add(new Merge { Id = goes, Blueprint = work.Platform.Blueprints.VersionAt(work.Now) });
        await MergeFlow.Table.Enter(work, merge, ct);
        return merge;
    }

    /// <summary>One step is all there is: whoever stays was not merged, whoever goes has nobody merged into it; so there are no loops.</summary>
    private static async Task<Refusal?> Refuses(Work work, ResidentTraits stays, ResidentTraits goes, CancellationToken ct) =>
        stays.Id == goes.Id ? Refusal.Conflict("same-resident", "两边是同一位居民，不必合并")
        : goes.Stays != goes.Id ? Refusal.Conflict("merged-already", $"居民 {goes.HealthCode} 已合并过，请先撤销那次合并")
        : stays.Stays != stays.Id
            ? Refusal.Conflict(
                "merged-away",
                $"居民 {stays.HealthCode} 已合并到别的居民，不能再留用；请并入它合并到的那一位，或先撤销那次合并"
            )
        : await OnePerson.Merges(work).AnyAsync(m => m.Stays == goes.Id, ct)
            ? Refusal.Conflict(
                "holds-others",
                $"已有居民合并到 {goes.HealthCode}，它要留用：请把两边对调；两边都有的，先撤销其中一边的合并"
            )
        : null;
}

/// <summary>They are two after all: each is again what it was, to the letter.</summary>
internal static class PartResidents
{
    internal sealed record Input(
        ResidentId Id,
        [property: Display(Name = "理由"), Needed("请写明凭什么认定不是同一人"), AtMost(200)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("merge.part", "撤销合并", Rights.Merge, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (merge, refusal) = await work.Find<Merge>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        var no = await Counter.Next(work, "merge", ct);
        if (await MergeFlow.Table.Make(work, merge, MergeMove.Part, ct) is { } illegal)
            return illegal;
        merge.Note(work, no, merge.Stays, input.Reason.Trim());
        (work.Purpose, work.Subject) = ("index", merge.Key);
        return await work.Commit(Done.Yes, ct);
    }
}
