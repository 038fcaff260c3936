using Yihe.Indicators;
using Yihe.Indicators.Counting;
using Yihe.Reporting.Taking;

namespace Yihe.Reporting.Tests;

/// <summary>What is wrong with a report is said at its field; what is right has no fault.</summary>
public class DocumentFaultsTests
{
    [Fact]
    public void A_report_as_it_was_made_has_no_fault_however_its_numbers_are_written()
    {
        var report = Made.Report(Made.Ratio(2, 3), Made.Ratio(0, 0) with { Code = "recognition" });
        Assert.Empty(DocumentFaults.Of(report));
        Assert.Empty(DocumentFaults.Of(Made.Report()));
        var figure = report.Indicators[0].Figures[0];
        var longer = report.Indicators[0] with { Figures = [figure with { Value = 66.700m, Numerator = 2.00m }] };
        Assert.Empty(DocumentFaults.Of(report with { Indicators = [longer, report.Indicators[1]] }));
    }

    [Fact]
    public void A_value_that_its_parts_do_not_come_to_is_named_with_what_they_come_to()
    {
        var fault = Assert.Single(DocumentFaults.Of(Made.Report(With(f => f with { Value = 99 }))));
        Assert.Equal("indicators[0].figures[0].value", fault.Field);
        Assert.Contains("由分子分母算得 90", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Formula.Value, 12.0, null, 100, 1200)]
    [InlineData(Formula.Growth, 110, 100.0, 100, 10)]
    [InlineData(Formula.Ratio, 1, 3.0, 100, 33.3)]
    public void Numbers_and_growth_are_reckoned_again_too(
        Formula formula,
        double numerator,
        double? denominator,
        double scale,
        double value
    )
    {
        var told = With(f => f with { Value = (decimal)value, Numerator = (decimal)numerator, Denominator = (decimal?)denominator });
        Assert.Empty(DocumentFaults.Of(Made.Report(told with { Formula = formula, Scale = (decimal)scale })));
        Assert.NotEmpty(DocumentFaults.Of(Made.Report(told with { Formula = formula, Scale = (decimal)scale * 2 })));
    }

    public static TheoryData<string, string> Wrong =>
        new()
        {
            { "month", "month" },
            { "many", "indicators" },
            { "twice", "indicators[1].code" },
            { "name", "indicators[0].name" },
            { "version", "indicators[0].version" },
            { "digits", "indicators[0].digits" },
            { "scale", "indicators[0].scale" },
            { "figures", "indicators[0].figures" },
            { "hole", "indicators[0].figures[0].place" },
            { "institution", "indicators[0].figures[0].place" },
            { "state", "indicators[0].figures[0].value" },
            { "large", "indicators[0].figures[0].value" },
            { "tiny", "indicators[0].figures[0].denominator" },
            { "parts", "indicators[0].figures[0].numerator" },
            { "target", "indicators[0].target" },
            { "hash", "hash" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Each_thing_that_is_wrong_is_said_at_its_field(string what, string field)
    {
        var (report, one) = (Made.Report(Made.Ratio(9, 10)), Made.Ratio(9, 10));
        var wrong = what switch
        {
            "month" => report with { Month = "2026-13" },
            "many" => report with { Indicators = [.. Enumerable.Repeat(one, 501)] },
            "twice" => report with { Indicators = [one, one] },
            "name" => report with { Indicators = [one with { Name = " " }] },
            "version" => report with { Indicators = [one with { Version = 0 }] },
            "digits" => report with { Indicators = [one with { Digits = 29 }] },
            "scale" => report with { Indicators = [one with { Scale = 0 }] },
            "figures" => report with { Indicators = [one with { Figures = [] }] },
            "hole" => report with { Indicators = [one with { Figures = [null!] }] },
            "institution" => report with { Indicators = [With(f => f with { Place = $"{Guid.Empty}" })] },
            "state" => report with { Indicators = [With(f => f with { State = FigureState.NoCases })] },
            "large" => report with { Indicators = [With(f => f with { Numerator = decimal.MaxValue })] },
            "tiny" => report with { Indicators = [With(f => f with { Denominator = 0.0000000000000000000000000001m })] },
            "parts" => report with { Indicators = [With(f => f with { Numerator = null })] },
            "target" => report with { Indicators = [one with { Target = new(decimal.MaxValue, 0, false, null) }] },
            _ => report with { Hash = new string('0', 64) },
        };
        var faults = DocumentFaults.Of(wrong).ToList();
        Assert.Contains(faults, f => f.Field == field);
        Assert.All(faults, f => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}{2}", f.Message));
    }

    private static ReportedIndicator With(Func<ReportedFigure, ReportedFigure> change)
    {
        var indicator = Made.Ratio(9, 10);
        return indicator with { Figures = [change(indicator.Figures[0])] };
    }
}
