using Yihe.MasterIndex.Merging;
using Yihe.MasterIndex.Rematching;

namespace Yihe.MasterIndex;

/// <summary>The index of residents over all sources: who is meant, what cannot be told yet, and what was decided.</summary>
public static class MasterIndexModule
{
    public static readonly Module Definition = new("MasterIndex", typeof(MasterIndexModule).Assembly)
    {
        Routes =
        [
            Route.Get("sources", ListSources.Door),
            Route.Post("sources", PushSource.Door),
            Route.Get("sources/{id}", ShowSource.Door),
            Route.Post("sources/{id}/match", MatchSource.Door),
            Route.Post("sources/{id}/exclusion", ExcludeResident.Door),
            Route.Post("sources/{id}/registration", RegisterFromSource.Door),
            Route.Post("sources/{id}/postponement", MoveSource.Postpone),
            Route.Post("sources/{id}/return", MoveSource.Return),
            Route.Post("sources/{id}/unlinking", MoveSource.Unlink),
            Route.Get("merges", ListMerges.Door),
            Route.Get("merges/comparison", CompareResidents.Door),
            Route.Post("merges", MergeResidents.Door),
            Route.Get("merges/{id}", ShowMerge.Door),
            Route.Post("merges/{id}/parting", PartResidents.Door),
            Route.Get("likenesses/{id}", ShowLikeness.Door),
            Route.Post("likenesses/{id}/dismissal", DismissLikeness.Door),
        ],
        Chores = RematchRun.All,
        Menu = [new("", "来源核对", "/sources", "swap", Rights.Review), new("", "居民合并", "/merges", "user", Rights.Merge)],
        Flows = [SourceFlow.Table, MergeFlow.Table, LikenessFlow.Table],
        Acts =
        [
            new(SourceFlow.Table, nameof(SourceMove.Match), MatchSource.Door),
            new(SourceFlow.Table, nameof(SourceMove.Exclude), ExcludeResident.Door),
            new(SourceFlow.Table, nameof(SourceMove.Register), RegisterFromSource.Door),
            new(SourceFlow.Table, nameof(SourceMove.Postpone), MoveSource.Postpone),
            new(SourceFlow.Table, nameof(SourceMove.Return), MoveSource.Return),
            new(SourceFlow.Table, nameof(SourceMove.Unlink), MoveSource.Unlink),
            new(SourceFlow.Table, nameof(SourceMove.Link), PushSource.Door),
            new(SourceFlow.Table, nameof(SourceMove.Doubt), PushSource.Door),
            new(MergeFlow.Table, nameof(MergeMove.Merge), MergeResidents.Door),
            new(MergeFlow.Table, nameof(MergeMove.Part), PartResidents.Door),
            new(LikenessFlow.Table, nameof(LikenessMove.Dismiss), DismissLikeness.Door),
            new(LikenessFlow.Table, nameof(LikenessMove.Settle), MergeResidents.Door),
            new(LikenessFlow.Table, nameof(LikenessMove.Suspect), RematchRun.Change),
            new(LikenessFlow.Table, nameof(LikenessMove.Withdraw), RematchRun.Change),
        ],
    };
}
