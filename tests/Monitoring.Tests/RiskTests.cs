using System.Text.Json.Nodes;
using Xunit;
using Yihe.Basis;
using Yihe.Indicators.Counting;
using Yihe.Kernel.Working;
using Yihe.Monitoring.Reports;
using Yihe.Monitoring.Risks;
using Yihe.Testing;

namespace Yihe.Monitoring.Tests;

/// <summary>A target that is about to be missed comes to whoever answers for it, once, and goes by itself when the forecast recovers.</summary>
public abstract class RiskTests(TestDb db) : RegionTests(db)
{
    private Actor office = null!;
    private Actor director = null!;
    private int sent;

    protected override async Task Begin()
    {
        (office, director) = (await Region.Part("statistician"), await Region.Person("hexiyuanzhang"));
        await Region.Enact(
            Region.Clock.GetUtcNow().Day(),
            ("monitoring.targets", """[{"indicator":"satisfaction","value":85,"source":"试"}]"""),
            ("monitoring.watch", """{"places":["institution"],"answer":{"hours":240},"source":"试"}""")
        );
        foreach (var month in new[] { "2026-08", "2026-09", "2026-10" })
            await Answers(month, yes: 8, no: 2);
        await Region.Beat();
        while (!CountingHouse.Of(Region.Platform).IsReady)
            await Task.Delay(10, Ct);
    }

    [Fact]
    public async Task It_is_put_before_whoever_answers_for_it_with_what_the_months_to_come_must_reach()
    {
        await NextDay();
        var item = Assert.Single(await Inbox());
        Assert.Equal("target-risk", $"{item["flow"]}");
        Assert.Equal("照今年已过的 3 个月推算，年底约 80.0%（80.0%–80.0%），够不上目标：余下各月平均须达到 92.5%", $"{item["fact"]}");
        Assert.Equal("限 10 天", $"{item["limitWords"]}");
        Assert.Empty(Items(await Region.Must("inbox.show", await Region.Person("shilinyuanzhang"), new { })));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task However_often_and_by_however_many_nodes_it_is_looked_there_is_one()
    {
        Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddDays(1));
        var twin = await Region.Twin();
        ((DrivenClock)twin.Time).AdvanceTo(Region.Clock.GetUtcNow());
        while (!CountingHouse.Of(twin).IsReady)
            await Task.Delay(10, Ct);
        var nodes = new[] { Region.Gate, new Gate(twin) };
        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i => nodes[i % 2].Run(WatchTargets.Door, Actor.Platform("target-watch"), Done.Yes, new Call(), Ct))
        );
        for (var day = 0; day < 3; day++)
            await NextDay();
        Assert.Single(await Inbox());
        Assert.Single(await Region.Acts("target.watch"));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task What_is_done_about_it_stands_on_the_indicator_and_in_the_report()
    {
        await NextDay();
        var id = $"{(await Inbox())[0]["id"]}";
        Assert.Equal("not-found", (await Answer(id, await Region.Person("shilinyuanzhang"), "加开")).Refusal!.Code);
        Assert.Equal("denied", (await Answer(id, office, "加开")).Refusal!.Code);
        Assert.Equal("answer", (await Answer(id, director, " ")).Refusal!.Faults[0].Field);
        Assert.Null((await Answer(id, director, "门诊延时到七点，院办每周回访")).Refusal);
        Assert.Empty(await Inbox());
        var risk = (await Shown())["figure"]!["risk"]!;
        Assert.Equal(
            ("answered", "门诊延时到七点，院办每周回访", director.Name),
            ($"{risk["state"]}", $"{risk["answer"]}", $"{risk["answeredBy"]}")
        );
        var report = await Region.Must(PrintReport.Door, office, new(Place: Place, Period: "2026-10"));
        Assert.Contains("措施", report.Targets.Single().Risk!.Line, StringComparison.Ordinal);
        Assert.Null((await Answer(id, director, "又加了两名导诊")).Refusal);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task It_closes_itself_when_the_forecast_recovers_and_comes_back_as_the_same_when_it_falls_again()
    {
        await NextDay();
        var id = $"{(await Inbox())[0]["id"]}";
        Region.Clock.AdvanceTo(new DateOnly(2026, 12, 1).Start().AddHours(9));
        await Answers("2026-11", yes: 40, no: 0);
        await Region.Beat();
        await NextDay();
        Assert.Empty(await Inbox());
        var risk = (await Shown())["figure"]!["risk"]!;
        Assert.Equal("recovered", $"{risk["state"]}");
        Assert.EndsWith("够得上目标，预警自行解除", $"{risk["note"]}", StringComparison.Ordinal);
        await Answers("2026-11", yes: 0, no: 30);
        await Region.Beat();
        await NextDay();
        Assert.Equal(id, $"{Assert.Single(await Inbox())["id"]}");
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task While_it_waits_it_says_what_the_newest_months_come_to_and_is_due_when_it_was()
    {
        await NextDay();
        var due = $"{(await Inbox())[0]["dueAt"]}";
        Region.Clock.AdvanceTo(new DateOnly(2026, 12, 1).Start().AddHours(9));
        await Answers("2026-11", yes: 6, no: 4);
        await Region.Beat();
        await NextDay();
        var item = Assert.Single(await Inbox());
        Assert.StartsWith("照今年已过的 4 个月推算", $"{item["fact"]}", StringComparison.Ordinal);
        Assert.Equal(due, $"{item["dueAt"]}");
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task It_ends_with_the_year()
    {
        await NextDay();
        Region.Clock.AdvanceTo(new DateOnly(2027, 1, 1).Start().AddHours(9));
        await Region.Beat();
        Assert.Empty(await Inbox());
        Assert.Equal("expired", $"{(await Shown())["figure"]!["risk"]!["state"]}");
        Assert.Empty(await Region.Findings());
    }

    private string Place => $"{director.Institution}";

    private Task NextDay() => Region.Advance(TimeSpan.FromDays(1));

    private Task<JsonNode> Shown() =>
        Region.Must(
            "indicator.show",
            director,
            new
            {
                code = "satisfaction",
                place = Place,
                period = "2026",
            }
        );

    private Task<Result<JsonNode>> Answer(string id, Actor who, string answer) => Region.Run("target-risk.answer", who, new { id, answer });

    private async Task<List<JsonNode>> Inbox() =>
        [.. Items(await Region.Must("inbox.show", director, new { })).Where(i => $"{i["flow"]}" == "target-risk")];

    private static List<JsonNode> Items(JsonNode shown) => [.. shown["items"]!.AsArray().OfType<JsonNode>()];

    private Task<JsonNode> Answers(string month, int yes, int no) =>
        Region.Must(
            "fact.send",
            office,
            new
            {
                kind = "satisfaction.answered",
                source = "满意度平台",
                period = month,
                items = Enumerable
                    .Range(0, yes + no)
                    .Select(i => new Dictionary<string, string>
                    {
                        ["编号"] = $"{++sent}",
                        ["机构代码"] = "hx",
                        ["日期"] = $"{month}-05",
                        ["满意"] = i < yes ? "是" : "否",
                    })
                    .ToArray(),
            }
        );
}

public sealed class SqliteRiskTests() : RiskTests(new SqliteDb());

public sealed class PostgresRiskTests() : RiskTests(new PostgresDb());
