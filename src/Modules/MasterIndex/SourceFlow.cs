namespace Yihe.MasterIndex;

/// <summary>How a source record comes to a resident: by itself where the rules are sure, else a person decides; every step can be taken back.</summary>
internal static class SourceFlow
{
    internal static readonly Flow<SourceRecord, SourceState, SourceMove> Table = new("source", "来源记录核对", SourceState.New)
    {
        States =
        [
            new(SourceState.New, "新到", Tone.Quiet),
            new(SourceState.Waiting, "待核对", Tone.Warn, r => new(r.Office, Rights.Review), "核对来源记录"),
            new(SourceState.Linked, "已对应", Tone.Ok),
            new(SourceState.Returned, "已退回", Tone.Quiet),
        ],
        Moves =
        [
            new(SourceState.New, SourceMove.Link, SourceState.Linked, "自动对应", Pusher),
            new(SourceState.New, SourceMove.Doubt, SourceState.Waiting, "转人工核对", Pusher),
            new(SourceState.Waiting, SourceMove.Match, SourceState.Linked, "同一人", Clerk),
            new(SourceState.Waiting, SourceMove.Register, SourceState.Linked, "登记为新居民", Clerk),
            new(SourceState.Waiting, SourceMove.Exclude, SourceState.Waiting, "不同人", Clerk),
            new(SourceState.Waiting, SourceMove.Postpone, SourceState.Waiting, "稍后", Clerk),
            new(SourceState.Waiting, SourceMove.Return, SourceState.Returned, "退回来源更正", Clerk),
            new(SourceState.Waiting, SourceMove.Link, SourceState.Linked, "更正后自动对应", Pusher),
            new(SourceState.Waiting, SourceMove.Doubt, SourceState.Waiting, "来源有更正", Pusher),
            new(SourceState.Returned, SourceMove.Link, SourceState.Linked, "更正后自动对应", Pusher),
            new(SourceState.Returned, SourceMove.Doubt, SourceState.Waiting, "更正后转人工核对", Pusher),
            new(SourceState.Linked, SourceMove.Doubt, SourceState.Waiting, "更正后不再相符", Pusher),
            new(SourceState.Linked, SourceMove.Unlink, SourceState.Waiting, "撤销对应", Clerk),
        ],
    };

    private static Holder Pusher(SourceRecord r) => new(default, PatientIndex.Push);

    private static Holder Clerk(SourceRecord r) => new(default, Rights.Review);
}
