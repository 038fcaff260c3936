using Yihe.Indicators.Closing;
using Yihe.Indicators.Editions;

[assembly: TablesOf("monitoring")]

namespace Yihe.Indicators;

/// <summary>Facts counted by the indicators of the knowledge tables, down to each fact, and months closed.</summary>
public static class IndicatorsModule
{
    public static readonly Module Definition = new("Indicators", typeof(IndicatorsModule).Assembly)
    {
        Facts = OutsideFacts.All,
        Faults = Recount.Faults,
        Routes =
        [
            Route.Get("indicators/{code}/facts", ListFacts.Door),
            Route.Get("indicators/{code}/people", ListFacts.Named),
            Route.Get("indicator-editions", ListEditions.Door),
            Route.Post("indicator-editions", DraftIndicator.Door),
            Route.Get("indicator-editions/{id}", TryEdition.Door),
            Route.Post("indicator-editions/{id}/publication", PublishEdition.Door),
            Route.Post("indicator-editions/{id}/dropping", DropEdition.Door),
            Route.Get("months", ListClosings.Door),
            Route.Post("months", CloseMonth.Door),
        ],
        Flows = [EditionFlow.Table],
        Acts =
        [
            new(EditionFlow.Table, nameof(EditionMove.Publish), PublishEdition.Door),
            new(EditionFlow.Table, nameof(EditionMove.Drop), DropEdition.Door),
        ],
        Menu = [new("监测评价", "指标口径", "/indicator-editions", "book", FigureRights.Define)],
    };
}
