using Yihe.MasterIndex.Merging;

namespace Yihe.MasterIndex.Rematching;

/// <summary>
/// Residents who look like others (疑似重复): each pair judged from the one registered first. They are never merged by themselves; a pair that
/// a person parted, or said to be two, is not proposed again.
/// </summary>
internal static class RematchPairs
{
    private const int AtOnce = 100;
    private const int MostAlike = 100;

    /// <param name="Suspected">those that are to be looked at, with how alike they are</param>
    /// <param name="Withdrawn">those that are alike no longer</param>
    private sealed record Verdicts(IReadOnlyList<(ResidentTraits Later, int Percent)> Suspected, IReadOnlyList<Likeness> Withdrawn)
    {
        internal bool IsNone => Suspected.Count + Withdrawn.Count == 0;
        internal RematchCounts Counts => new(Suspected: Suspected.Count, Withdrawn: Withdrawn.Count);
    }

    private static readonly Verdicts None = new([], []);

    internal static async Task<RematchRun.Batch> Look(Work work, Guid? after, Comparing.Learned learned, CancellationToken ct)
    {
        var found = await ResidentIndex.Next(work, after is { } last ? new ResidentId(last) : null, AtOnce, ct);
        var (changing, counts) = (new List<Guid>(), new RematchCounts());
        foreach (var left in found)
            if (await Foresee(work, left, learned, ct) is { IsNone: false } verdict)
            {
                changing.Add(left.Id.Value);
                counts = counts.And(verdict.Counts);
            }
        return new(found.Count, 0, found.Count == AtOnce ? found[^1].Id.Value : null, changing, counts);
    }

    internal static async Task<RematchCounts> Change(Work work, ResidentId id, Comparing.Learned learned, CancellationToken ct)
    {
        if (await ResidentIndex.Find(work, id, ct) is not { } left)
            return new();
        var verdict = await Foresee(work, left, learned, ct);
        await Apply(work, left, verdict, ct);
        work.Subject = id.Value;
        return verdict.Counts;
    }

    private static async Task<Verdicts> Foresee(Work work, ResidentTraits left, Comparing.Learned learned, CancellationToken ct)
    {
        if (!learned.IsEnough)
            return None;
        var known = await work.Db.Set<Likeness>().Where(l => l.Earlier == left.Id).ToDictionaryAsync(l => l.Later, ct);
        var doubtful = left.Stays == left.Id ? await Doubtful(work, left, known.Keys, learned, ct) : [];
        var parted = await Parted(work, left.Id, [.. doubtful.Select(d => d.Later.Id)], ct);
        return new(
            [
                .. doubtful.Where(d =>
                    !parted.Contains(d.Later.Id) && (!known.TryGetValue(d.Later.Id, out var l) || l.State == LikenessState.Withdrawn)
                ),
            ],
            [.. known.Values.Where(l => l.State == LikenessState.Waiting && doubtful.All(d => d.Later.Id != l.Later))]
        );
    }

    private static async Task Apply(Work work, ResidentTraits left, Verdicts change, CancellationToken ct)
    {
        foreach (var (right, percent) in change.Suspected)
        {
            var likeness = await Likeness.Of(work, left.Id, right.Id, ct) ?? await Begin(work, left, right, ct);
            likeness.Weigh(await OfficeOf(work, left.Id, ct), percent);
            await Make(work, likeness, LikenessMove.Suspect, ct);
        }
        foreach (var likeness in change.Withdrawn)
            await Make(work, likeness, LikenessMove.Withdraw, ct);
    }

    private static async Task Make(Work work, Likeness likeness, LikenessMove move, CancellationToken ct)
    {
        if (await LikenessFlow.Table.Make(work, likeness, move, ct) is { } illegal)
            throw new InvalidOperationException($"a pair cannot {move}: {illegal.Code}");
    }

    /// <summary>Whom the rules hold for the same, surely or perhaps: of each person once, and only whom somebody cares for, who can then decide.</summary>
    private static async Task<List<(ResidentTraits Later, int Percent)>> Doubtful(
        Work work,
        ResidentTraits left,
        IEnumerable<ResidentId> known,
        Comparing.Learned learned,
        CancellationToken ct
    )
    {
        var hints = new ResidentHints(left.IdentityNumber, null, left.Name, left.BirthDate, left.Phone);
        var others = (await ResidentIndex.Alike(work, hints, MostAlike, ct)).ToDictionary(r => r.Id);
        foreach (var id in known.Where(id => !others.ContainsKey(id)))
            if (await ResidentIndex.Find(work, id, ct) is { } again)
                others[id] = again;
        var later = others.Values.Where(r => r.Stays == r.Id && r.Id.Value.CompareTo(left.Id.Value) > 0).ToList();
        var weighed = learned.Yardstick.Weigh(Comparing.Texts(left), [.. later.Select(Comparing.Texts)]);
        var doubtful = new List<(ResidentTraits, int)>();
        foreach (var (right, w) in later.Zip(weighed).Where(p => p.Second.Probability >= learned.Bounds.Listed))
            if (await IsCaredFor(work, left.Id, ct) && await IsCaredFor(work, right.Id, ct))
                doubtful.Add((right, (int)(w.Probability * 100)));
        return doubtful;
    }

    private static async Task<bool> IsCaredFor(Work work, ResidentId id, CancellationToken ct) =>
        (await ResidentDirectory.CaringFor(work, id.Value, ct)).Count > 0;

    /// <summary>A person merged the two once and thought better of it.</summary>
    private static async Task<HashSet<ResidentId>> Parted(
        Work work,
        ResidentId left,
        IReadOnlyList<ResidentId> rights,
        CancellationToken ct
    )
    {
        var merges = await work
            .Db.Set<Merge>()
            .AsNoTracking()
            .Where(m => (m.Id == left && rights.Contains(m.Stays)) || (m.Stays == left && rights.Contains(m.Id)))
            .ToListAsync(ct);
        return [.. merges.Select(m => m.Id == left ? m.Stays : m.Id)];
    }

    private static async Task<InstitutionId> OfficeOf(Work work, ResidentId left, CancellationToken ct)
    {
        var near = (await ResidentDirectory.CaringFor(work, left.Value, ct))[0];
        return await AccountDirectory.OfficeFor(work, Rights.Merge, ct, near) ?? near;
    }

    private static async Task<Likeness> Begin(Work work, ResidentTraits left, ResidentTraits right, CancellationToken ct)
    {
        var likeness = work.Add(
            new Likeness
            {
                Id = work.NewId(),
                Earlier = left.Id,
                Later = right.Id,
                EarlierCode = left.HealthCode,
                LaterCode = right.HealthCode,
                Name = left.Name,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            }
        );
        await LikenessFlow.Table.Enter(work, likeness, ct);
        return likeness;
    }
}
