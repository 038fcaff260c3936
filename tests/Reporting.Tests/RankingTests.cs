using Yihe.Indicators;
using Yihe.Reporting.Comparing;

namespace Yihe.Reporting.Tests;

/// <summary>Who takes which place.</summary>
public class RankingTests
{
    public static TheoryData<Direction, string, string> Cases =>
        new()
        {
            { Direction.Up, "80 90 70", "2 1 3" },
            { Direction.Down, "80 90 70", "2 3 1" },
            { Direction.Up, "90 90 70", "1 1 3" },
            { Direction.Down, "5 3 3 4", "4 1 1 3" },
            { Direction.Up, "80 - 70", "1 - 2" },
            { Direction.Up, "80 - -", "- - -" },
            { Direction.Up, "- -", "- -" },
            { Direction.Watch, "80 90", "- -" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_best_is_first_equals_share_a_place_and_whoever_has_no_value_has_none(
        Direction direction,
        string values,
        string places
    ) =>
        Assert.Equal(
            places,
            string.Join(' ', Ranking.Of(direction, [.. values.Split(' ').Select(Number)]).Select(r => r is { } place ? $"{place}" : "-"))
        );

    private static decimal? Number(string text) => text == "-" ? null : decimal.Parse(text, null);
}
