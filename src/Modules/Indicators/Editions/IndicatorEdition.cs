using Yihe.Kernel.Flows;

namespace Yihe.Indicators.Editions;

public enum EditionState
{
    Draft,
    Published,
    Dropped,
}

internal enum EditionMove
{
    Publish,
    Drop,
}

/// <summary>
/// A version of an indicator written here rather than delivered (自定口径): a new indicator, or the next version of a known one. Tried on past
/// facts while it is a draft; published, it counts from its first day on and is never changed again. Periods before keep the version they had.
/// </summary>
[Index(nameof(State), nameof(Id))]
public sealed class IndicatorEdition : IMatter<EditionState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public EditionState State { get; set; }

    /// <summary>The indicator it is a version of; a new one has a code of its own.</summary>
    public required string Code { get; init; }

    [AsJson]
    public required Indicator Content { get; set; }

    /// <summary>Why it is needed.</summary>
    public required string Reason { get; set; }
    public required InstitutionId Institution { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Blueprint { get; init; }
    public string? PublishedBy { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public Guid? Subject => null;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => [Institution];
    public WorkItemFace Face =>
        new(
            $"第 {Content.Version} 版",
            Content.Name,
            "",
            $"{Content.From:yyyy-MM-dd} 起：{Reason}",
            $"/indicator-editions/{Id}",
            Urgency.Routine
        );

    internal void Publish(int version, string by, DateTimeOffset at) =>
        (Content, PublishedBy, PublishedAt) = (Content with { Version = version }, by, at);
}

internal static class EditionFlow
{
    internal static readonly Flow<IndicatorEdition, EditionState, EditionMove> Table = new(
        "indicator-edition",
        "指标口径",
        EditionState.Draft
    )
    {
        States =
        [
            new(EditionState.Draft, "拟稿", Tone.Warn, Definer, "试算后发布指标口径"),
            new(EditionState.Published, "已发布", Tone.Ok),
            new(EditionState.Dropped, "已放弃", Tone.Quiet),
        ],
        Moves =
        [
            new(EditionState.Draft, EditionMove.Publish, EditionState.Published, "发布", Definer),
            new(EditionState.Draft, EditionMove.Drop, EditionState.Dropped, "放弃", Definer),
        ],
    };

    private static Holder Definer(IndicatorEdition edition) => new(edition.Institution, FigureRights.Define);
}
