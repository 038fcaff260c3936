namespace Yihe.DataQuality;

/// <summary>Whether the facts can be believed: complete, in time, not stopped, not invented, not told twice; and who is asked where they may not be.</summary>
public static class DataQualityModule
{
    public static readonly Module Definition = new("DataQuality", typeof(DataQualityModule).Assembly)
    {
        Sections = [DataQualitySection.Section],
        Routes =
        [
            Route.Get("data-quality", ShowQuality.Door),
            Route.Get("data-quality/{id}", ShowFinding.Door),
            Route.Get("data-quality/{id}/rows", ListRows.Door),
            Route.Post("data-quality/{id}/explanation", ExplainFinding.Door),
        ],
        Chores = [Examine.Door],
        Beats = [new("data-quality", Examine.Door, ExaminationRoom.IsDue)],
        Flows = [FindingFlow.Table],
        Acts =
        [
            new(FindingFlow.Table, nameof(FindingMove.Explain), ExplainFinding.Door),
            new(FindingFlow.Table, nameof(FindingMove.Mend), Examine.Door),
            new(FindingFlow.Table, nameof(FindingMove.Lapse), Examine.Door),
            new(FindingFlow.Table, nameof(FindingMove.Reopen), Examine.Door),
        ],
        Menu = [new("监测评价", "数据质量", "/data-quality", "search", Rights.Read)],
    };
}
