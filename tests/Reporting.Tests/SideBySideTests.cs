using Yihe.Indicators;
using Yihe.Reporting.Comparing;

namespace Yihe.Reporting.Tests;

/// <summary>Reports beside one another: what is compared, and what must not be.</summary>
public class SideBySideTests
{
    [Fact]
    public void The_best_is_marked_and_each_is_held_against_its_own_target()
    {
        var (strict, kind) = (new ReportedTarget(95, 0, false, null), new ReportedTarget(70, 0, false, null));
        var line = Line(Made.Ratio(9, 10, target: strict), Made.Ratio(8, 10, target: kind), Made.Ratio(7, 10));
        Assert.Null(line.Differs);
        Assert.Equal([1, 2, 3], line.Cells.Select(c => c!.Rank));
        Assert.Equal([true, false, false], line.Cells.Select(c => c!.Best));
        Assert.Equal([false, true, null], line.Cells.Select(c => c!.Reached));
    }

    [Fact]
    public void Where_less_is_better_the_least_is_the_best() =>
        Assert.Equal([2, 1], Line(Made.Ratio(9, 10, Direction.Down), Made.Ratio(8, 10, Direction.Down)).Cells.Select(c => c!.Rank));

    [Fact]
    public void Where_all_are_equal_nobody_is_the_best()
    {
        var line = Line(Made.Ratio(9, 10), Made.Ratio(18, 20));
        Assert.Equal([1, 1], line.Cells.Select(c => c!.Rank));
        Assert.All(line.Cells, c => Assert.False(c!.Best));
    }

    [Fact]
    public void Another_version_of_the_definition_is_said_and_nobody_is_ranked()
    {
        var line = Line(Made.Ratio(9, 10), Made.Ratio(8, 10, version: 2));
        Assert.Equal("口径版本不同", line.Differs);
        Assert.All(line.Cells, c => Assert.Null(c!.Rank));
        Assert.Equal([1, 2], line.Cells.Select(c => c!.Version));
    }

    [Fact]
    public void The_same_version_in_other_words_or_by_other_parts_is_not_the_same_definition()
    {
        Assert.Equal("口径文字不同", Line(Made.Ratio(9, 10), Made.Ratio(8, 10, definition: "很满意的占答复的")).Differs);
        Assert.Equal("口径文字不同", Line(Made.Ratio(9, 10), Made.Ratio(8, 10) with { DenominatorWords = "发出" }).Differs);
        Assert.Null(Line(Made.Ratio(9, 10), Made.Ratio(8, 10) with { Scale = 100.00m }).Differs);
    }

    [Fact]
    public void Who_did_not_report_and_who_had_no_cases_take_no_place()
    {
        var lines = SideBySide.Of([
            [Made.Ratio(9, 10)],
            null,
            [Made.Ratio(0, 0)],
            [],
            [Made.Ratio(8, 10)],
        ]);
        Assert.Equal([1, null, null, null, 2], lines.Single().Cells.Select(c => c?.Rank));
        Assert.Null(lines[0].Cells[1]);
        Assert.NotNull(lines[0].Cells[2]);
        Assert.Null(lines[0].Cells[3]);
    }

    private static ComparedLine Line(params ReportedIndicator[] told) => SideBySide.Of([.. told.Select(i => new[] { i })]).Single();
}
