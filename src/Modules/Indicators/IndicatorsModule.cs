using Yihe.Indicators.Closing;

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
            Route.Get("months", ListClosings.Door),
            Route.Post("months", CloseMonth.Door),
        ],
    };
}
