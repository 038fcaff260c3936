namespace Yihe.MasterIndex.Merging;

internal enum MergeMove
{
    Merge,
    Part,
}

/// <summary>Two residents become one person, and two again where that was wrong; both decided by a person, as often as need be.</summary>
internal static class MergeFlow
{
    internal static readonly Flow<Merge, MergeState, MergeMove> Table = new("merge", "居民合并", MergeState.Apart)
    {
        States = [new(MergeState.Apart, "已分开", Tone.Quiet), new(MergeState.Merged, "已合并", Tone.Ok)],
        Moves =
        [
            new(MergeState.Apart, MergeMove.Merge, MergeState.Merged, "合并", Clerk),
            new(MergeState.Merged, MergeMove.Part, MergeState.Apart, "撤销合并", Clerk),
        ],
    };

    private static Holder Clerk(Merge merge) => new(default, Rights.Merge);
}
