using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Indicators.Closing;
using Yihe.Indicators.Counting;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Indicators.Tests;

/// <summary>An indicator is written or changed on a page, tried on past facts, and counts from its day on; what was told before stays.</summary>
public abstract class EditionTests(TestDb db) : RegionTests(db)
{
    private Actor office = null!;
    private Actor village = null!;
    private Actor hospital = null!;

    protected override async Task Begin() =>
        (office, village, hospital) = (
            await Region.Part("statistician"),
            await Region.Part("villageDoctor"),
            await Region.Part("specialist")
        );

    private static JsonObject Share(string? code, string from = "2026-12-01") =>
        new()
        {
            ["code"] = code,
            ["name"] = "基层占比",
            ["dimension"] = "服务量",
            ["definition"] = "基层医疗卫生机构门急诊人次 ÷ 门急诊人次",
            ["numerator"] = "visits-primary",
            ["denominator"] = "visits",
            ["unit"] = "%",
            ["places"] = new JsonArray("institution", "region"),
            ["periods"] = new JsonArray("month", "year"),
            ["from"] = from,
            ["clause"] = "区卫发〔2026〕12 号",
            ["text"] = "按月通报基层门急诊占比",
            ["reason"] = "只看人次看不出去了哪里",
        };

    private static JsonObject With(JsonObject form, params (string Field, JsonNode? Value)[] changes)
    {
        foreach (var (field, value) in changes)
            form[field] = value;
        return form;
    }

    private async Task<string> Draft(JsonObject form) => $"{(await Region.Must("indicator.draft", office, form))["id"]}";

    private async Task<Refusal> Refused(JsonObject form) => (await Region.Run("indicator.draft", office, form)).Refusal!;

    private async Task<string> Published(JsonObject form)
    {
        var id = await Draft(form);
        await Region.Must("indicator.publish", office, new { id });
        return id;
    }

    private async Task<JsonNode?> Figure(string code, string period) =>
        (await Region.Must("indicator.show", office, new { code, period }))["figure"]!["value"];

    private async Task Visits()
    {
        await Region.Visit(village, await Region.Register(village, "钱桂珍"));
        await Region.Visit(village, await Region.Register(village, "孙大勇"));
        await Region.Visit(hospital, await Region.Register(hospital, "周芳兰"));
        await Region.Beat();
    }

    [Fact]
    public async Task A_draft_is_tried_beside_what_is_in_force_and_changes_nothing()
    {
        await Visits();
        var id = await Draft(Share("outpatient-visits"));
        var tried = await Region.Must("indicator.try", office, new { id });
        var (month, before) = (tried["trend"]![0]!, tried["before"]!);
        Assert.Equal("1", $"{before["version"]}");
        Assert.Equal(("3人次（3）", "66.7%（2 / 3）"), ($"{month["before"]}", $"{month["after"]}"));
        Assert.Equal("无数据来源", $"{tried["trend"]![1]!["after"]}");
        var home = await Region.On(DateOnly.FromDateTime(Region.Clock.GetUtcNow().Date));
        var clinic = tried["members"]!.AsArray().Single(m => $"{m!["words"]}" == home.Single(i => i.Id == village.Institution).ShortName)!;
        Assert.Equal(("2人次（2）", "100.0%（2 / 2）"), ($"{clinic["before"]}", $"{clinic["after"]}"));
        Assert.Equal("3", $"{await Figure("outpatient-visits", "2026-11")}");
        await Region.Must("indicator.drop", office, new { id });
        Assert.Equal("illegal-move", (await Region.Run("indicator.publish", office, new { id })).Refusal!.Code);
    }

    [Fact]
    public async Task Published_it_counts_from_its_first_day_on_and_earlier_months_keep_what_they_said()
    {
        await Visits();
        await Published(Share("outpatient-visits"));
        Assert.Equal("3", $"{await Figure("outpatient-visits", "2026-11")}");
        Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddDays(31));
        await Visits();
        Assert.Equal("66.7", $"{await Figure("outpatient-visits", "2026-12")}");
        Assert.Equal("3", $"{await Figure("outpatient-visits", "2026-11")}");
        var shown = await Region.Must("indicator.show", office, new { code = "outpatient-visits", period = "2026-12" });
        Assert.Equal(["1", "2"], shown["versions"]!.AsArray().Select(v => $"{v!["version"]}"));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_new_indicator_stands_on_the_board_and_opens_to_its_facts_in_every_process()
    {
        await Visits();
        await Published(Share(null, from: "2026-11-01"));
        Assert.Equal("66.7", $"{await Figure("own-1", "2026-11")}");
        var facts = await Region.Must("fact.list", office, new { code = "own-1", period = "2026-11" });
        Assert.Equal(2, facts["lines"]!["items"]!.AsArray().Count);
        Region.Without("nothing"); // as a process that starts anew
        Assert.Equal("66.7", $"{await Figure("own-1", "2026-11")}");
        Assert.Equal("own-1", (await Region.Must("indicator.draft", office, Share("own-1")))["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field()
    {
        (JsonObject Form, string Field, string Words)[] wrong =
        [
            (With(Share(null), ("numerator", "no-such")), "numerator", "从列表中选择"),
            (With(Share(null), ("denominator", "no-such")), "denominator", "从列表中选择"),
            (With(Share(null), ("places", new JsonArray())), "places", "统计范围"),
            (With(Share(null), ("places", new JsonArray("county"))), "places", "统计范围"),
            (With(Share(null), ("periods", new JsonArray("week"))), "periods", "统计期间"),
            (With(Share(null), ("periods", new JsonArray("day")), ("numerator", "visitors")), "periods", "不能按日"),
            (Share(null, from: "2026-12-15"), "from", "月初"),
            (Share(null, from: "2026-10-01"), "from", "最早从本月"),
            (With(Share(null), ("definition", " ")), "definition", "口径"),
            (With(Share(null), ("clause", "")), "clause", "依据"),
        ];
        foreach (var (form, field, words) in wrong)
        {
            var refusal = await Refused(form);
            Assert.Equal(field, refusal.Faults[0].Field);
            Assert.Contains(words, refusal.Faults[0].Message, StringComparison.Ordinal);
        }
        Assert.Equal(RefusalKind.NotFound, (await Refused(Share("no-such"))).Kind);
        foreach (var delivered in IndicatorBook.Of(Region.Platform).All.Where(i => i.Formula is not (Formula.Ratio or Formula.Value)))
            Assert.Equal("code", (await Refused(Share(delivered.Code))).Faults[0].Field);
    }

    [Fact]
    public async Task Of_two_drafts_the_one_published_later_must_begin_later()
    {
        var (one, two) = (await Draft(Share("outpatient-visits")), await Draft(Share("outpatient-visits")));
        await Region.Must("indicator.publish", office, new { id = one });
        Assert.Equal("from", (await Region.Run("indicator.publish", office, new { id = two })).Refusal!.Faults[0].Field);
        await Region.Must("indicator.draft", office, With(Share("outpatient-visits", from: "2027-01-01"), ("id", two)));
        await Region.Must("indicator.publish", office, new { id = two });
        var shown = await Region.Must("indicator.show", office, new { code = "outpatient-visits", period = "2027-01" });
        Assert.Equal(["1", "2", "3"], shown["versions"]!.AsArray().Select(v => $"{v!["version"]}"));
        Assert.Equal("not-a-draft", (await Refused(With(Share("outpatient-visits", from: "2027-02-01"), ("id", two)))).Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_month_closed_before_is_still_recounted_by_what_it_was_counted_by()
    {
        await Visits();
        Task<string> Basis() =>
            CountingHouse
                .Of(Region.Platform)
                .Ask(cube => Recount.BasisOf(cube, Period.Parse("2026-11")!), TestContext.Current.CancellationToken);
        var before = await Basis();
        await Published(Share("outpatient-visits"));
        await Published(Share(null));
        Assert.Equal(before, await Basis());
        await Published(Share(null, from: "2026-11-01"));
        Assert.NotEqual(before, await Basis());
    }

    [Fact]
    public async Task Nobody_else_writes_definitions()
    {
        var id = await Draft(Share(null));
        foreach (var other in new[] { village, hospital, await Region.Part("overseer"), await Region.Part("systemAdministrator") })
        {
            Assert.Equal("denied", (await Region.Run("indicator.draft", other, Share(null))).Refusal!.Code);
            foreach (var useCase in new[] { "indicator.try", "indicator.publish", "indicator.drop" })
                Assert.NotNull((await Region.Run(useCase, other, new { id })).Refusal);
        }
    }
}

public sealed class EditionTestsOnSqlite(SqliteDb db) : EditionTests(db), IClassFixture<SqliteDb>;

public sealed class EditionTestsOnPostgres(PostgresDb db) : EditionTests(db), IClassFixture<PostgresDb>;
