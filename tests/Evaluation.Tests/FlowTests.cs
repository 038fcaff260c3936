using System.Text.Json.Nodes;
using Xunit;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Evaluation.Tests;

/// <summary>The county's evaluation from the computed figures to the final hash. XX-31, XX-49.</summary>
public abstract class FlowTests(TestDb db) : RegionTests(db)
{
    private Actor office = null!;
    private Actor branch = null!;
    private Actor other = null!;
    private Actor statistician = null!;

    protected override async Task Begin()
    {
        (office, statistician) = (await Region.Part("overseer"), await Region.Part("statistician"));
        (branch, other) = (await Region.Person("hexiyuanzhang"), await Region.Person("shilinyuanzhang"));
        await Answers("a", 9, 1);
    }

    [Fact]
    public async Task It_goes_from_computed_figures_through_every_step_to_a_hash()
    {
        var id = await Compute();
        var (own, sheets) = (await SheetOf(id, "河溪分院"), await Sheets(id));
        Assert.Equal(5, sheets.Count);
        Assert.InRange(sheets.First(s => $"{s["id"]}" == own)["score"]!.GetValue<decimal>(), 1, 100);
        await Region.Must("evaluation.open", office, new { id });
        Assert.Contains("核对评价得分，提交自查", await Asked(branch));
        Assert.Equal("self-check-open", await Code("evaluation.close", office, new { id }));
        await Region.Must("scoresheet.submit", branch, new { id = own, note = "无异议，章程记录在综合科" });
        await Region.Advance(TimeSpan.FromDays(11));
        await Region.Must("evaluation.close", office, new { id });
        await Region.Must("scoresheet.confirm", office, Proven(own));
        await Adjust(own, 15, "剔除重复答卷");
        var adjusted = Line(await Show(own, office), "satisfaction");
        Assert.Equal(("20", "15", "剔除重复答卷"), ($"{adjusted["computed"]}", $"{adjusted["adjusted"]}", $"{adjusted["why"]}"));
        await Region.Must("evaluation.publish", office, new { id, note = "调整一项" });
        Assert.Equal("notice-open", await Code("evaluation.finalise", office, new { id }));
        await Region.Must("scoresheet.appeal", branch, new { id = own, reason = "重复答卷已更正" });
        Assert.Contains("答复申诉", await Asked(office));
        Assert.Equal("appeal-open", await Code("evaluation.finalise", office, new { id }));
        await Adjust(own, 18, "采纳申诉");
        await Region.Must("scoresheet.answer", office, new { id = own, answer = "部分采纳" });
        Assert.Equal("illegal-move", await Code("scoresheet.appeal", branch, new { id = own, reason = "再申诉" }));
        await Region.Advance(TimeSpan.FromDays(6));
        await Region.Must("evaluation.finalise", office, new { id });
        var final = await Region.Must("evaluation.show", office, new { id });
        Assert.Equal("final", $"{final["round"]!["state"]}");
        Assert.Equal(64, $"{final["round"]!["hash"]}".Length);
        Assert.All(final["sheets"]!.AsArray(), s => Assert.Equal("final", $"{s!["state"]}"));
        Assert.Equal("not-in-review", await Code("scoresheet.adjust", office, Adjusted(own, 1, "晚了")));
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Figures_are_frozen_when_it_is_computed_and_late_facts_change_nothing()
    {
        var id = await Compute();
        var (own, before) = (
            await SheetOf(id, "河溪分院"),
            $"{Line(await Show(await SheetOf(id, "河溪分院"), office), "satisfaction")["value"]}"
        );
        await Answers("late", 0, 10);
        Assert.Equal(("90", before), (before, $"{Line(await Show(own, office), "satisfaction")["value"]}"));
        Assert.Equal("computed", await Code("evaluation.compute", office, new { scheme = "members", period = "2026-Q3" }));
        await Region.Must("evaluation.discard", office, new { id, reason = "补录满意度后重算" });
        var anew = await Compute();
        Assert.Equal("45", $"{Line(await Show(await SheetOf(anew, "河溪分院"), office), "satisfaction")["value"]}");
    }

    [Fact]
    public async Task What_has_no_source_says_so_and_takes_no_part()
    {
        var shown = await Show(await SheetOf(await Compute(), "河溪分院"), office);
        var missing = Line(shown, "hypertension-control");
        Assert.Null(missing["computed"]);
        Assert.Equal("noSource", $"{missing["state"]}");
        Assert.StartsWith("无数据来源，不参与评分", $"{missing["reason"]}", StringComparison.Ordinal);
        Assert.All(shown["sheet"]!["lines"]!.AsArray(), l => Assert.NotEqual("", $"{l!["source"]}"));
    }

    [Fact]
    public async Task A_content_of_which_nothing_takes_part_has_no_points_rather_than_none_reached()
    {
        var sheets = (await Region.Must("evaluation.show", office, new { id = await Compute() }))["sheets"]!.AsArray();
        Assert.Null(sheets.First(s => $"{s!["name"]}" == "石林分院")!["contents"]!["satisfaction"]);
        Assert.Equal("20", $"{sheets.First(s => $"{s!["name"]}" == "河溪分院")!["contents"]!["satisfaction"]}");
    }

    [Fact]
    public async Task Before_the_notice_one_sees_ones_own_sheet_alone_and_only_the_office_moves_it()
    {
        var id = await Compute();
        var (own, foreign) = (await SheetOf(id, "河溪分院"), await SheetOf(id, "石林分院"));
        Assert.Single((await Region.Must("evaluation.show", branch, new { id }))["sheets"]!.AsArray());
        Assert.Equal("not-found", await Code("scoresheet.show", branch, new { id = foreign }));
        foreach (var move in new[] { "evaluation.open", "evaluation.close", "evaluation.finalise" })
            Assert.NotNull(await Code(move, branch, new { id }));
        await Region.Must("evaluation.open", office, new { id });
        Assert.Equal("not-found", await Code("scoresheet.submit", other, new { id = own, note = "代交" }));
        Assert.Equal("not-in-review", await Code("scoresheet.adjust", branch, Adjusted(own, 20, "自改")));
        Assert.Equal("denied", await Code("evaluation.compute", branch, new { scheme = "members", period = "2026-Q2" }));
    }

    [Fact]
    public async Task A_span_not_over_or_of_another_length_is_refused_with_the_way_out()
    {
        Assert.Equal("not-over", await Code("evaluation.compute", office, new { scheme = "members", period = "2026-Q4" }));
        Assert.Equal("invalid", await Code("evaluation.compute", office, new { scheme = "members", period = "2026" }));
        Assert.Equal("invalid", await Code("evaluation.compute", office, new { scheme = "none", period = "2026-Q3" }));
    }

    [Fact]
    public async Task What_if_changes_the_shown_scores_and_nothing_else()
    {
        var id = await Compute();
        var before = (await Sheets(id)).Select(s => $"{s["score"]}").ToList();
        var tried = await Region.Must(
            "evaluation.try",
            office,
            new
            {
                id,
                item = "satisfaction",
                kind = "reach",
                full = 95,
            }
        );
        var pair = tried["pairs"]!.AsArray().Single(p => $"{p!["before"]!["name"]}" == "河溪分院")!;
        Assert.True(pair["after"]!["score"]!.GetValue<decimal>() < pair["before"]!["score"]!.GetValue<decimal>());
        Assert.Equal(4, pair["after"]!["consequences"]!.AsArray().Count);
        Assert.Equal(before, (await Sheets(id)).Select(s => $"{s["score"]}"));
        Assert.Equal(
            "invalid",
            await Code(
                "evaluation.try",
                office,
                new
                {
                    id,
                    item = "satisfaction",
                    kind = "improvement",
                    full = 0,
                }
            )
        );
        Assert.NotNull(await Code("evaluation.try", branch, new { id }));
    }

    /// <summary>Answers of residents about one township's work.</summary>
    private async Task Answers(string mark, int satisfied, int not)
    {
        var code = (await Region.Institution("hx")).Code;
        await Region.Must(
            "fact.send",
            statistician,
            new
            {
                kind = "satisfaction.answered",
                source = "满意度平台",
                period = "2026-Q3",
                items = Enumerable
                    .Range(0, satisfied + not)
                    .Select(i => new Dictionary<string, string>
                    {
                        ["编号"] = $"{mark}{i}",
                        ["机构代码"] = code,
                        ["日期"] = "2026-08-03",
                        ["满意"] = i < satisfied ? "是" : "否",
                    })
                    .ToArray(),
            }
        );
        await Region.Beat();
    }

    private async Task<string> Compute() =>
        $"{(await Region.Must("evaluation.compute", office, new { scheme = "members", period = "2026-Q3" }))["id"]}";

    private async Task<List<JsonNode>> Sheets(string id) =>
        [.. (await Region.Must("evaluation.show", office, new { id }))["sheets"]!.AsArray().Select(s => s!)];

    private async Task<string> SheetOf(string id, string name) => $"{(await Sheets(id)).Single(s => $"{s["name"]}" == name)["id"]}";

    private static object Adjusted(string id, int points, string reason) =>
        new
        {
            id,
            item = "satisfaction",
            points,
            reason,
        };

    private static object Proven(string id) =>
        new
        {
            id,
            item = "charter",
            proofs = new[] { "0" },
        };

    private Task<JsonNode> Adjust(string id, int points, string reason) =>
        Region.Must("scoresheet.adjust", office, Adjusted(id, points, reason));

    private Task<JsonNode> Show(string sheet, Actor actor) => Region.Must("scoresheet.show", actor, new { id = sheet });

    private static JsonNode Line(JsonNode shown, string item) => shown["sheet"]!["lines"]!.AsArray().Single(l => $"{l!["item"]}" == item)!;

    private async Task<string?> Code(string useCase, Actor actor, object input) => (await Region.Run(useCase, actor, input)).Refusal?.Code;

    private async Task<List<string>> Asked(Actor actor)
    {
        await using var db = Region.Platform.Database.Open();
        return [.. Kernel.Flows.Inbox.Of(db, actor).Select(i => i.Asks)];
    }
}

public sealed class SqliteFlowTests() : FlowTests(new SqliteDb());

public sealed class PostgresFlowTests() : FlowTests(new PostgresDb());
