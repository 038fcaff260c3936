using Yihe.Indicators;
using Yihe.Indicators.Counting;
using Yihe.Reporting;

namespace Yihe.Reporting.Tests;

/// <summary>Reports made by hand, each what a closing could have frozen.</summary>
internal static class Made
{
    internal static ReportedIndicator Ratio(
        decimal numerator,
        decimal denominator,
        Direction direction = Direction.Up,
        int version = 1,
        string definition = "满意的占答复的",
        ReportedTarget? target = null
    )
    {
        var value = denominator == 0 ? (decimal?)null : Math.Round(numerator * 100 / denominator, 1, MidpointRounding.AwayFromZero);
        return new(
            "satisfaction",
            "满意度",
            "群众获得感",
            version,
            definition,
            Formula.Ratio,
            "%",
            direction,
            100,
            1,
            "满意",
            "答复",
            target,
            [new("region", "某县", value is null ? FigureState.NoCases : FigureState.Known, value, numerator, denominator)]
        );
    }

    internal static ReportDocument Report(params ReportedIndicator[] indicators) =>
        new ReportDocument("999901", "某县", "2026-10", new string('a', 64), 7, false, indicators, "").Sealed();
}
