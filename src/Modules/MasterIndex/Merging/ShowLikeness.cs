namespace Yihe.MasterIndex.Merging;

/// <summary>A pair of residents who look alike, beside each other, for whoever decides.</summary>
internal static class ShowLikeness
{
    internal sealed record Input(Guid Id);

    /// <param name="CanDecide">an institution within reach cares for both; else somebody else has to look</param>
    internal sealed record Outcome(Guid Id, int Version, LikenessState State, string? Reason, bool CanDecide, Beside? Beside);

    internal static readonly Look<Input, Outcome> Door = new("likeness.show", "查看疑似重复居民", Rights.Merge, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (likeness, refusal) = await work.Find<Likeness>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var (left, right) = (await ResidentIndex.Find(work, likeness.Earlier, ct), await ResidentIndex.Find(work, likeness.Later, ct));
        var within =
            left is not null
            && right is not null
            && await MergeResidents.IsInReach(work, left.Id, ct)
            && await MergeResidents.IsInReach(work, right.Id, ct);
        (work.Purpose, work.Persons) = ("index", within ? 2 : 0);
        var beside = within ? await Beside.Of(work, left!, right!, ct) : null;
        return await work.Look(
            new Outcome(
                likeness.Id,
                likeness.Version,
                likeness.State,
                likeness.Reason,
                within && likeness.State == LikenessState.Waiting,
                beside
            ),
            ct
        );
    }
}
