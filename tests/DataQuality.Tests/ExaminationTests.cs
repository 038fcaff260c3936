using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yihe.Basis;
using Yihe.DataQuality.Checks;
using Yihe.Kernel.Flows;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.DataQuality.Tests;

/// <summary>From the fact to the question, and from the mended data or the answer to its end.</summary>
public abstract class ExaminationTests(TestDb db) : RegionTests(db)
{
    private Actor statistician = null!;
    private Actor director = null!;

    protected override async Task Begin() =>
        (statistician, director) = (await Region.Part("statistician"), await Region.Person("hexiyuanzhang"));

    [Fact]
    public async Task What_is_odd_is_asked_of_the_head_of_the_institution_in_words_that_say_how_it_was_reckoned()
    {
        await Reports(15, missing: 5);
        await NextDay();
        var line = Assert.Single(await Odd(director));
        Assert.Equal(("河溪分院", "共享中心报告写全", "影像平台", "2026-10"), (line.Place, line.Check, line.Whose, line.Period));
        Assert.Contains("写明平均时长的 10 条，占 66.7%；应不低于 95%", line.Words, StringComparison.Ordinal);
        var item = Assert.Single((await Region.Must(ShowInbox.Door, director, new())).Items, i => i.Flow == "dataFinding");
        Assert.Equal(("核实可疑数据，更正或说明", $"/data-quality/{line.Finding}"), (item.Asks, item.Href));
        Assert.Equal("限 40 小时（工作时间）", item.LimitWords);
        var shown = await Region.Must(ShowFinding.Door, director, new(line.Finding!.Value));
        Assert.Equal((FindingState.Open, true, true), (shown.State, shown.MayExplain, shown.MaySeeRows));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task It_closes_by_itself_once_the_data_are_mended()
    {
        await Reports(15, missing: 5);
        await NextDay();
        var id = (await Odd(director))[0].Finding!.Value;
        await Reports(15, missing: 0);
        await NextDay();
        Assert.Equal(FindingState.Mended, (await Region.Must(ShowFinding.Door, director, new(id))).State);
        Assert.Empty(await Odd(director));
        Assert.DoesNotContain((await Region.Must(ShowInbox.Door, director, new())).Items, i => i.Flow == "dataFinding");
        await Reports(15, missing: 6);
        await NextDay();
        Assert.Equal(FindingState.Open, (await Region.Must(ShowFinding.Door, director, new(id))).State);
        await Reports(15, missing: 15, taken: true);
        await NextDay();
        Assert.Equal(FindingState.Lapsed, (await Region.Must(ShowFinding.Door, director, new(id))).State);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Too_little_opens_nothing_and_says_so()
    {
        await Reports(9, missing: 9);
        await NextDay();
        var line = Assert.Single((await Region.Must(ShowQuality.Door, director, new())).Rows.Items, l => l.Kind == CheckKind.Completeness);
        Assert.Equal((MeasureState.TooFew, "只有 9 条，少于 10 条，不作判断", null), (line.State, line.Words, line.Finding));
    }

    [Fact]
    public async Task What_is_explained_is_closed_with_the_reason_and_not_asked_again_soon()
    {
        await Reports(15, missing: 5);
        await NextDay();
        var id = (await Odd(director))[0].Finding!.Value;
        var bare = await Region.Run("quality.explain", director, new { id, note = "" });
        Assert.Equal(["cause", "note"], bare.Refusal!.Faults.Select(f => f.Field).Order());
        var stale = await Region.Run(ExplainFinding.Door, director, new(id, Cause.System, "接口少传一列", 99));
        Assert.Equal(Refusal.Changed, stale.Refusal);
        await Region.Must(ExplainFinding.Door, director, new(id, Cause.System, "接口少传一列，已请厂商改正", 1), "once");
        await Region.Must(ExplainFinding.Door, director, new(id, Cause.System, "接口少传一列，已请厂商改正", 1), "once");
        Assert.Equal("illegal-move", (await Region.Run(ExplainFinding.Door, director, new(id, Cause.True, "再说一遍"))).Refusal!.Code);
        var act = Assert.Single(await Region.Acts("quality.explain"), a => a.Move is not null);
        Assert.Equal("system", act.ReasonCode);
        await Reports(15, missing: 5, month: 11);
        await Region.Advance(TimeSpan.FromDays(20));
        await Settled();
        Assert.Equal(id, Assert.Single(await Odd(director)).Finding);
        Assert.Equal(FindingState.Explained, (await Region.Must(ShowFinding.Door, director, new(id))).State);
    }

    [Fact]
    public async Task Two_nodes_and_one_that_was_killed_examine_a_day_once()
    {
        await Reports(15, missing: 5);
        await Region.Beat();
        Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddDays(1));
        var nodes = new[] { new Gate(await Twin()), new Gate(await Twin()), Region.Gate };
        for (var again = 0; again < 3; again++) // the second and third time a node starts with nothing in memory, as after a kill
            await Task.WhenAll(nodes.Select(n => Task.Run(() => n.Run(Examine.Door, Actor.Platform("data-quality"), Done.Yes, new(), Ct))));
        await Settled();
        var today = Yihe.Basis.Instants.Day(Region.Clock.GetUtcNow());
        await using var db = Region.Platform.Database.Open();
        Assert.Equal(1, await db.Set<Examination>().CountAsync(e => e.Day == today, Ct));
        Assert.Single(await db.Set<Finding>().ToListAsync(Ct));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Invented_pressures_of_a_village_are_asked_of_the_center_and_open_down_to_masked_rows_for_those_who_may()
    {
        var village = await Region.Part("villageDoctor");
        var random = new Random(1);
        foreach (var name in new[] { "钱桂珍", "孙大勇", "李秀英", "周建国" })
        {
            var resident = await Region.Register(village, name);
            for (var i = 0; i < 27; i++)
                await Region.Visit(village, resident, $"{120 + (random.Next(7) * 10)}/{70 + (random.Next(5) * 5)}");
        }
        await Region.Beat();
        await Region.Advance(TimeSpan.FromDays(18));
        await Settled();
        var line = Assert.Single(await Odd(director), o => o.Kind == CheckKind.Digits);
        Assert.StartsWith("医生 ", line.Whose, StringComparison.Ordinal);
        Assert.Contains("末位是 0 或 5 的占 100%", line.Words, StringComparison.Ordinal);
        var rows = await Region.Must(ListRows.Door, director, new(line.Finding!.Value));
        Assert.Equal((50, "钱*"), (rows.Lines.Items.Count, rows.Lines.Items.First(r => r.Person![0] == '钱').Person));
        var rest = await Region.Must(ListRows.Door, director, new(line.Finding.Value, rows.Lines.Next));
        Assert.Equal(50, rest.Lines.Items.Count);
        Assert.Equal(2, (await Region.Acts("quality.rows")).Count(a => a.Purpose == "data-quality"));
        var center = $"{(await Region.Institution("hx")).Id}";
        foreach (var (who, expected) in new[] { ("statistician", "denied"), ("overseer", "denied") })
            Assert.Equal(expected, (await Region.Run(ListRows.Door, await Region.Part(who), new(line.Finding.Value))).Refusal!.Code);
        var other = await Region.Person("shilinyuanzhang");
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowFinding.Door, other, new(line.Finding.Value))).Refusal);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ListRows.Door, other, new(line.Finding.Value))).Refusal);
        Assert.Equal(
            "not-found",
            (await Region.Run(ExplainFinding.Door, other, new(line.Finding.Value, Cause.True, "代为说明"))).Refusal!.Code
        );
        Assert.Equal("denied", (await Region.Run(ShowQuality.Door, village, new())).Refusal!.Code);
        Assert.NotEmpty(center);
    }

    [Fact]
    public async Task The_same_told_twice_under_another_number_is_found()
    {
        await Reports(15, missing: 0);
        var resident = Guid.Parse(await Region.Register(await Region.Part("branchDoctor"), "钱桂珍"));
        Assert.NotEqual(Guid.Empty, resident);
        var items = Enumerable.Range(0, 40).Select(i => Contract($"c{i % 35}", i < 35 ? "" : "x")).ToArray();
        await Region.Must("fact.send", statistician, Sent("contract.item", "签约平台", "2026-10", items));
        await NextDay();
        var line = Assert.Single(await Odd(director), o => o.Kind == CheckKind.Duplicates);
        Assert.Contains("共 40 条，其中 5 条与另一条", line.Words, StringComparison.Ordinal);
        var rows = await Region.Must(ListRows.Door, director, new(line.Finding!.Value));
        Assert.Equal(10, rows.Lines.Items.Count);
    }

    private readonly Dictionary<string, string> identities = [];

    private Dictionary<string, string> Contract(string reference, string again)
    {
        if (!identities.TryGetValue(reference, out var identity))
            identities[reference] = identity = People.NewIdentity();
        return new()
        {
            ["编号"] = reference + again,
            ["机构代码"] = "hx",
            ["日期"] = "2026-10-09",
            ["身份证号"] = identity,
            ["项目"] = "血压测量",
        };
    }

    /// <summary>So many reports of the imaging center, the first few without their minutes; said again they are corrections.</summary>
    /// <param name="taken">most of them turn out to be another institution's</param>
    private Task<JsonNode> Reports(int count, int missing, int month = 10, bool taken = false) =>
        Region.Must(
            "fact.send",
            statistician,
            Sent(
                "center.report",
                "影像平台",
                $"2026-{month}",
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(i => new Dictionary<string, string>
                        {
                            ["编号"] = $"{month}-{i}",
                            ["机构代码"] = taken && i > 2 ? "sl" : "hx",
                            ["日期"] = $"2026-{month}-{i + 1:00}",
                            ["中心"] = "影像",
                            ["报告数（例）"] = "7",
                            ["平均时长（分钟）"] = i < missing ? "" : "30",
                        }),
                ]
            )
        );

    private static object Sent(string kind, string source, string period, Dictionary<string, string>[] items) =>
        new
        {
            kind,
            source,
            period,
            items,
        };

    private async Task<List<ShowQuality.Line>> Odd(Actor who) =>
        [.. (await Region.Must(ShowQuality.Door, who, new(State: MeasureState.Odd))).Rows.Items];

    private async Task NextDay()
    {
        await Region.Beat();
        await Region.Advance(TimeSpan.FromDays(1));
        await Settled();
    }

    /// <summary>Beats until today's examination is written: a slow machine may reckon longer than a beat waits.</summary>
    private async Task Settled()
    {
        var today = Yihe.Basis.Instants.Day(Region.Clock.GetUtcNow());
        while (true)
        {
            await Region.Beat();
            await using var db = Region.Platform.Database.Open();
            if (await db.Set<Examination>().AnyAsync(e => e.Day == today, Ct))
                return;
        }
    }

    private Task<Platform> Twin() => Region.Twin();
}

public sealed class SqliteExaminationTests() : ExaminationTests(new SqliteDb());

public sealed class PostgresExaminationTests() : ExaminationTests(new PostgresDb());
