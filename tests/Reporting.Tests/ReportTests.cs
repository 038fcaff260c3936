using System.Text.Json.Nodes;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Reporting.Tests;

/// <summary>A month closed in one region becomes a report that another region, the commission's, takes and lays beside others. GZ-87.</summary>
public abstract class ReportTests(TestDb db) : ReportRegionTests(db)
{
    [Fact]
    public async Task A_closed_month_is_offered_as_it_was_frozen_with_what_each_figure_means()
    {
        Assert.Equal("not-closed", (await Consortium.Run("consortium-report.show", Office, new { month = "2026-10" })).Refusal!.Code);
        var closed = await Close();
        var report = await Report();
        Assert.Equal((East, "2026-10", closed), ($"{report["code"]}", $"{report["month"]}", $"{report["closing"]}"));
        var told = Of(report);
        Assert.Equal(("%", "up", 1), ($"{told["unit"]}", $"{told["direction"]}", (int)told["version"]!));
        Assert.Equal(("100", "1", "1"), Parts(told["figures"]![0]!));
        Assert.DoesNotContain(told["figures"]!.AsArray(), f => Guid.TryParse($"{f!["place"]}", out _));
        await Answer("b", "否");
        Assert.Equal($"{report["hash"]}", $"{(await Report())["hash"]}");
        Assert.NotEmpty(await Consortium.Acts("consortium-report.show"));
    }

    [Fact]
    public async Task The_commission_takes_it_shows_it_and_answers_the_same_to_the_same_report()
    {
        await Close();
        var report = await Report();
        var taken = await Region.Must("consortium-report.take", Sender, report);
        Assert.Equal("first", $"{taken["standing"]}");
        Assert.Contains("城东医共体 2026 年 10 月的月报已收下", $"{taken["words"]}", StringComparison.Ordinal);
        Assert.Equal($"{taken}", $"{await Region.Must("consortium-report.take", Sender, report)}");
        await Admit("城西医共体", "999902");
        var shown = await Compared();
        Assert.Equal(["城东医共体", "城西医共体"], shown["sides"]!.AsArray().Select(s => $"{s!["name"]}"));
        Assert.Null(shown["sides"]![1]!["takenAt"]);
        var line = Line(shown);
        Assert.Equal("100", Plain(line["cells"]![0]!["value"]));
        Assert.Null(line["cells"]![1]);
        Assert.Single(await Region.Acts("consortium-report.take"), a => a.Outcome == ActOutcome.Done);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_restatement_replaces_what_counts_keeps_the_earlier_one_and_says_so()
    {
        await Close();
        var first = await Report();
        await Region.Must("consortium-report.take", Sender, first);
        await Answer("b", "否");
        var restated = await Report(restated: true);
        Assert.Equal(("50", "1", "2"), Parts(Of(restated)["figures"]![0]!));
        var taken = await Region.Must("consortium-report.take", Sender, restated);
        Assert.Equal("replacing", $"{taken["standing"]}");
        Assert.Contains("先前的一份留存备查", $"{taken["words"]}", StringComparison.Ordinal);
        await Region.Must("consortium-report.take", Sender, first);
        var shown = await Compared();
        Assert.Equal((true, 2), ((bool)shown["sides"]![0]!["restated"]!, (int)shown["sides"]![0]!["reports"]!));
        Assert.Equal("50", Plain(Line(shown)["cells"]![0]!["value"]));
        Assert.Equal($"{taken["id"]}", $"{(await Region.Must("consortium-report.take", Sender, await Report(restated: true)))["id"]}");
    }

    [Fact]
    public async Task A_report_that_comes_after_one_that_knew_more_is_kept_and_does_not_count()
    {
        await Close();
        await Answer("b", "否");
        await Region.Must("consortium-report.take", Sender, await Report(restated: true));
        Assert.Equal("earlier", $"{(await Region.Must("consortium-report.take", Sender, await Report()))["standing"]}");
        Assert.Equal("50", Plain(Line(await Compared())["cells"]![0]!["value"]));
    }

    [Fact]
    public async Task Two_consortia_are_ranked_and_the_course_of_an_indicator_shows_each_month_that_came()
    {
        var west = await Admit("城西医共体", "999902");
        await Take(Sender, Made.Report(Made.Ratio(9, 10)) with { Month = "2026-09" });
        await Take(Sender, Made.Report(Made.Ratio(8, 10)));
        await Take(west, Made.Report(Made.Ratio(7, 10)) with { Code = "999902" });
        var line = Line(await Compared());
        Assert.Equal(["1", "2"], line["cells"]!.AsArray().Select(c => $"{c!["rank"]}"));
        Assert.True((bool)line["cells"]![0]!["best"]!);
        var statistician = await Region.Part("statistician");
        var trend = await Region.Must("consortium-report.trend", statistician, new { code = "satisfaction" });
        Assert.Equal(["2026-09", "2026-10"], trend["months"]!.AsArray().Select(m => $"{m}"));
        var courses = trend["courses"]!.AsArray().Select(c => string.Join(' ', c!["points"]!.AsArray().Select(p => Plain(p!["value"]))));
        Assert.Equal(["90 80", " 70"], courses);
        Assert.False((bool)trend["courses"]![1]!["points"]![0]!["reported"]!);
        Assert.Equal("not-found", (await Region.Run("consortium-report.trend", statistician, new { code = "nothing" })).Refusal!.Code);
        var village = await Region.Part("villageDoctor");
        Assert.Equal("denied", (await Region.Run("consortium-report.compare", village, new { })).Refusal!.Code);
    }
}

public sealed class SqliteReportTests() : ReportTests(new SqliteDb());

public sealed class PostgresReportTests() : ReportTests(new PostgresDb());
