using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yihe.Basis;
using Yihe.Indicators.Closing;
using Yihe.Kernel.Working;
using Yihe.Monitoring.Reports;
using Yihe.Testing;

namespace Yihe.Monitoring.Tests;

/// <summary>From the act to the board, down to the facts, and through the closing of a month.</summary>
public abstract class BoardTests(TestDb db) : RegionTests(db)
{
    private Actor village = null!;
    private Actor branch = null!;
    private Actor office = null!;

    protected override async Task Begin()
    {
        (village, branch, office) = (
            await Region.Part("villageDoctor"),
            await Region.Part("branchDoctor"),
            await Region.Part("statistician")
        );
    }

    [Fact]
    public async Task What_was_done_a_moment_ago_is_on_the_board()
    {
        Assert.Equal((0m, "noCases"), await Figure("primary-visits"));
        await Region.Visit(village, await Region.Register(village, "钱桂珍"));
        Assert.Equal(0m, (await Figure("primary-visits")).Denominator);
        await Region.Beat();
        Assert.Equal((1m, "known"), await Figure("primary-visits"));
        var line = await Line("primary-visits");
        Assert.Equal(100m, line["value"]!.GetValue<decimal>());
        Assert.Contains("平台业务", line["sources"]![0]!["line"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_referral_moves_its_figures_where_they_belong()
    {
        var id = await Region.Refer(village, "hx");
        await Region.Must("referral.accept", branch, new { id });
        await Region.Must("referral.confirm-arrival", branch, new { id, kind = "outpatient" });
        await Region.Beat();
        var township = $"{(await Region.Institution("hx")).Id}";
        Assert.Equal("1", (await Line("up-referrals", $"{(await Region.Institution("hx1")).Id}"))["value"]!.ToString());
        Assert.Equal("100", (await Line("answered-in-time", township))["value"]!.ToString());
        Assert.Equal("1", (await Line("arrivals", township))["value"]!.ToString());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_figure_opens_down_to_its_facts_and_to_names_only_for_those_with_the_right()
    {
        await Region.Visit(branch, await Region.Register(branch, "钱桂珍"));
        await Region.Visit(village, await Region.Register(village, "孙大勇"));
        await Region.Beat();
        var input = new { code = "outpatient-visits", period = "2026-11" };
        var seen = await Region.Must("fact.list", office, input);
        Assert.Equal(2, Items(seen).Count);
        Assert.All(Items(seen), l => Assert.Null(l!["person"]));
        var wide = branch with { Grants = new Dictionary<string, Scope>(branch.Grants) { ["indicator.read"] = Scope.Region } };
        var named = Items(await Region.Must("fact.people", wide, input)).Select(l => l!["person"]?.GetValue<string>()).ToList();
        Assert.Equal([null, "钱桂珍"], named.Order());
        Assert.Equal("denied", (await Region.Run("fact.people", office, input)).Refusal!.Code);
        Assert.Equal(["drill-people"], (await Region.Acts("fact.people")).Where(a => a.Purpose is not null).Select(a => a.Purpose));
        Assert.Equal("denied", (await Region.Run("board.show", village, new { })).Refusal!.Code);
    }

    [Fact]
    public async Task Everyone_sees_the_figures_of_what_they_answer_for_and_no_others()
    {
        var (region, own) = (await Places(office), await Places(branch));
        Assert.Equal("region", region[0]);
        Assert.Equal([$"{(await Region.Institution("hx")).Id}"], own);
        var overseer = await Places(await Region.Part("overseer"));
        Assert.StartsWith("c:", overseer[0], StringComparison.Ordinal);
        Assert.DoesNotContain("region", overseer);
        foreach (var useCase in new[] { "board.show", "report.print", "report.export" })
            Assert.Equal("invalid", (await Region.Run(useCase, branch, new { place = "region" })).Refusal!.Code);
        foreach (var useCase in new[] { "indicator.show", "fact.list", "fact.people" })
        foreach (var elsewhere in region.Except(own))
            Assert.Equal(
                "invalid",
                (await Region.Run(useCase, branch, new { code = "outpatient-visits", place = elsewhere })).Refusal!.Code
            );
        var shown = await Region.Must("indicator.show", branch, new { code = "outpatient-visits" });
        Assert.All(shown["members"]!.AsArray(), m => Assert.Equal(own[0], m!["place"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_closed_month_stays_as_it_was_and_what_comes_late_is_told_as_a_restatement()
    {
        await Region.Must("fact.send", office, Answers("2026-10", ("a", "2026-10-03", "满意")));
        await Region.Beat();
        Assert.Equal("not-over", (await Region.Run("month.close", office, new { month = "2026-11" })).Refusal!.Code);
        var closed = await Region.Must("month.close", office, new { month = "2026-10" });
        Assert.Equal(64, closed["hash"]!.GetValue<string>().Length);
        Assert.Equal("closed", (await Region.Run("month.close", office, new { month = "2026-10" })).Refusal!.Code);
        Assert.Equal("已关账", await Said("2026-10"));
        await Region.Must("fact.send", office, Answers("2026-10", ("b", "2026-10-04", "否")));
        await Region.Beat();
        Assert.StartsWith("已关账，关账时为 100，", await Said("2026-10"), StringComparison.Ordinal);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_closed_figure_that_its_facts_do_not_come_to_is_found()
    {
        await Region.Must("fact.send", office, Answers("2026-10", ("a", "2026-10-03", "满意")));
        await Region.Beat();
        await Region.Must("month.close", office, new { month = "2026-10" });
        await Region.Must(Forge, office, new Done());
        Assert.Contains(
            await Region.Findings(),
            f => f.What.Contains("2026 年 9 月关账的 satisfaction|region 是 100，由当时的事实重算为", StringComparison.Ordinal)
        );
    }

    /// <summary>October's figures as September's.</summary>
    private static readonly Change<Done, Done> Forge = new(
        "probe.forge",
        "试验",
        Permission.Anyone,
        async (work, _, ct) =>
        {
            var real = await work.Db.Set<MonthClosing>().SingleAsync(ct);
            work.Add(
                new MonthClosing
                {
                    Id = work.NewId(),
                    Month = real.Month.AddMonths(-1),
                    At = work.Now,
                    By = real.By,
                    Person = real.Person,
                    Figures = real.Figures,
                    Hash = real.Hash,
                    Block = real.Block,
                    Basis = real.Basis,
                }
            );
            return await work.Commit(Done.Yes, ct);
        }
    );

    [Fact]
    public async Task The_workbook_reckons_its_quotients_itself()
    {
        await Region.Must("fact.send", office, Answers("2026-10", ("a", "2026-10-03", "满意")));
        await Region.Beat();
        var file = await Region.Run(Reports.ExportReport.Door, office, new(Period: "2026-10"));
        using var book = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(file.Value.Content), false);
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>();
        Assert.Contains(cells, f => f.Text.Contains("无病例", StringComparison.Ordinal));
    }

    internal static object Answers(string period, params (string Key, string Day, string Satisfied)[] rows) =>
        new
        {
            kind = "satisfaction.answered",
            source = "满意度平台",
            period,
            items = rows.Select(r => new Dictionary<string, string>
                {
                    ["编号"] = r.Key,
                    ["日期"] = r.Day,
                    ["满意"] = r.Satisfied == "满意" ? "是" : "否",
                })
                .ToArray(),
        };

    private async Task<List<string>> Places(Actor actor) =>
        [.. (await Region.Must("board.show", actor, new { }))["places"]!.AsArray().Select(p => p!["id"]!.GetValue<string>())];

    private static JsonArray Items(JsonNode seen) => seen["lines"]!["items"]!.AsArray();

    private async Task<(decimal? Denominator, string State)> Figure(string code) =>
        await Line(code) is var line ? (line["denominator"]?.GetValue<decimal>(), line["state"]!.GetValue<string>()) : default;

    private async Task<JsonNode> Line(string code, string? place = null) =>
        (
            await Region.Must(
                "indicator.show",
                office,
                new
                {
                    code,
                    place,
                    period = "2026-11",
                }
            )
        )["figure"]!;

    private async Task<string?> Said(string month) =>
        (await Region.Must("indicator.show", office, new { code = "satisfaction", period = month }))["trend"]!
            .AsArray()
            .Last()!["closed"]
            ?.GetValue<string>();
}

public sealed class SqliteBoardTests() : BoardTests(new SqliteDb());

public sealed class PostgresBoardTests() : BoardTests(new PostgresDb());
