using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Reporting.Tests;

/// <summary>A month closed in one region becomes a report that another region, the commission's, takes and lays beside others. GZ-87.</summary>
public abstract class ReportTests(TestDb db) : RegionTests(db)
{
    private const string East = "999901";
    private readonly TestDb engine = db;
    private TestRegion consortium = null!;
    private Actor office = null!;
    private Actor sender = null!;

    protected override async Task Begin()
    {
        consortium = await engine.Found();
        office = await consortium.Part("statistician");
        sender = await Admit("城东医共体", East);
    }

    protected override async Task End()
    {
        if (consortium is not null)
            await consortium.DisposeAsync();
    }

    [Fact]
    public async Task A_closed_month_is_offered_as_it_was_frozen_with_what_each_figure_means()
    {
        Assert.Equal("not-closed", (await consortium.Run("consortium-report.show", office, new { month = "2026-10" })).Refusal!.Code);
        var closed = await Close();
        var report = await Report();
        Assert.Equal((East, "2026-10", closed), ($"{report["code"]}", $"{report["month"]}", $"{report["closing"]}"));
        var told = Of(report);
        Assert.Equal(("%", "up", 1), ($"{told["unit"]}", $"{told["direction"]}", (int)told["version"]!));
        Assert.Equal(("100", "1", "1"), Parts(told["figures"]![0]!));
        Assert.DoesNotContain(told["figures"]!.AsArray(), f => Guid.TryParse($"{f!["place"]}", out _));
        await Answer("b", "否");
        Assert.Equal($"{report["hash"]}", $"{(await Report())["hash"]}");
        Assert.NotEmpty(await consortium.Acts("consortium-report.show"));
    }

    [Fact]
    public async Task The_commission_takes_it_shows_it_and_answers_the_same_to_the_same_report()
    {
        await Close();
        var report = await Report();
        var taken = await Region.Must("consortium-report.take", sender, report);
        Assert.Equal("first", $"{taken["standing"]}");
        Assert.Contains("城东医共体 2026 年 10 月的月报已收下", $"{taken["words"]}", StringComparison.Ordinal);
        Assert.Equal($"{taken}", $"{await Region.Must("consortium-report.take", sender, report)}");
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
        await Region.Must("consortium-report.take", sender, first);
        await Answer("b", "否");
        var restated = await Report(restated: true);
        Assert.Equal(("50", "1", "2"), Parts(Of(restated)["figures"]![0]!));
        var taken = await Region.Must("consortium-report.take", sender, restated);
        Assert.Equal("replacing", $"{taken["standing"]}");
        Assert.Contains("先前的一份留存备查", $"{taken["words"]}", StringComparison.Ordinal);
        await Region.Must("consortium-report.take", sender, first);
        var shown = await Compared();
        Assert.Equal((true, 2), ((bool)shown["sides"]![0]!["restated"]!, (int)shown["sides"]![0]!["reports"]!));
        Assert.Equal("50", Plain(Line(shown)["cells"]![0]!["value"]));
        Assert.Equal($"{taken["id"]}", $"{(await Region.Must("consortium-report.take", sender, await Report(restated: true)))["id"]}");
    }

    [Fact]
    public async Task A_report_that_comes_after_one_that_knew_more_is_kept_and_does_not_count()
    {
        await Close();
        await Answer("b", "否");
        await Region.Must("consortium-report.take", sender, await Report(restated: true));
        Assert.Equal("earlier", $"{(await Region.Must("consortium-report.take", sender, await Report()))["standing"]}");
        Assert.Equal("50", Plain(Line(await Compared())["cells"]![0]!["value"]));
    }

    [Fact]
    public async Task A_consortium_reports_for_itself_alone_and_every_attempt_at_another_is_on_file()
    {
        await Close();
        var report = await Report();
        var west = await Admit("城西医共体", "999902");
        var refused = (await Region.Run("consortium-report.take", west, report)).Refusal!;
        Assert.Equal("not-own", refused.Code);
        Assert.Contains("城西医共体", refused.Message, StringComparison.Ordinal);
        Assert.Equal("denied", (await Region.Run("consortium-report.take", await Token("没有登记的系统"), report)).Refusal!.Code);
        Assert.Equal("denied", (await Region.Run("consortium-report.take", await Region.Part("statistician"), report)).Refusal!.Code);
        Assert.Equal(3, (await Region.Acts("consortium-report.take")).Count(a => a.Outcome == ActOutcome.Failed));
        Assert.Empty(Line(await Compared(), orNone: true));
    }

    [Fact]
    public async Task Another_token_of_the_same_consortium_takes_the_place_of_the_first_and_none_serves_two()
    {
        await Close();
        var (report, renewed) = (await Report(), await Admit("城东医共体", East, token: "城东第二个"));
        Assert.Equal("denied", (await Region.Run("consortium-report.take", sender, report)).Refusal!.Code);
        await Region.Must("consortium-report.take", renewed, report);
        var admin = await Region.Part("systemAdministrator");
        var twice = new
        {
            code = "999902",
            name = "城西医共体",
            tokenName = "城东第二个",
        };
        Assert.Equal("tokenName", (await Region.Run("consortium-report.register", admin, twice)).Refusal!.Faults[0].Field);
        var senders = (await Region.Must("consortium-report.senders", admin, new { }))["items"]!.AsArray();
        Assert.Equal("2026-10-01", $"{Assert.Single(senders)!["last"]}");
    }

    [Theory]
    [InlineData("indicators[0].figures[0].value", "\"高\"", "indicators", "[0].figures[0].value")]
    [InlineData("indicators[0].unit", "null", "indicators", "[0]")]
    [InlineData("indicators[0].figures[0].value", "1", "indicators[0].figures[0].value", "由分子分母算得")]
    [InlineData("indicators[0].name", "\"别的名称\"", "hash", "散列与内容不符")]
    [InlineData("month", "\"2027-10\"", "hash", "散列与内容不符")]
    [InlineData("more", "1", "more", "不认识的字段")]
    [InlineData("hash", "null", "hash", "散列")]
    public async Task What_is_malformed_is_refused_at_its_field_and_nothing_of_it_is_kept(
        string at,
        string json,
        string field,
        string words
    )
    {
        await Close();
        var report = (JsonObject)await Report();
        var first = report["indicators"]!.AsArray().First(i => $"{i!["code"]}" == "satisfaction")!;
        report["indicators"] = new JsonArray(first.DeepClone());
        Set(report, at, JsonNode.Parse(json));
        var refused = (await Region.Run("consortium-report.take", sender, report)).Refusal!;
        Assert.Contains(refused.Faults, f => f.Field == field && f.Message.Contains(words, StringComparison.Ordinal));
        Assert.Empty(Line(await Compared(), orNone: true));
    }

    [Fact]
    public async Task A_month_that_is_not_over_is_not_taken()
    {
        var report = (Made.Report(Made.Ratio(9, 10)) with { Month = "2026-11" }).Sealed();
        Assert.Equal("month", (await Region.Run("consortium-report.take", sender, report)).Refusal!.Faults[0].Field);
    }

    [Fact]
    public async Task Two_consortia_are_ranked_and_the_course_of_an_indicator_shows_each_month_that_came()
    {
        var west = await Admit("城西医共体", "999902");
        await Take(sender, Made.Report(Made.Ratio(9, 10)) with { Month = "2026-09" });
        await Take(sender, Made.Report(Made.Ratio(8, 10)));
        await Take(west, Made.Report(Made.Ratio(7, 10)) with { Code = "999902" });
        var line = Line(await Compared());
        Assert.Equal(["1", "2"], line["cells"]!.AsArray().Select(c => $"{c!["rank"]}"));
        Assert.True((bool)line["cells"]![0]!["best"]!);
        var office = await Region.Part("statistician");
        var trend = await Region.Must("consortium-report.trend", office, new { code = "satisfaction" });
        Assert.Equal(["2026-09", "2026-10"], trend["months"]!.AsArray().Select(m => $"{m}"));
        var courses = trend["courses"]!.AsArray().Select(c => string.Join(' ', c!["points"]!.AsArray().Select(p => Plain(p!["value"]))));
        Assert.Equal(["90 80", " 70"], courses);
        Assert.False((bool)trend["courses"]![1]!["points"]![0]!["reported"]!);
        Assert.Equal("not-found", (await Region.Run("consortium-report.trend", office, new { code = "nothing" })).Refusal!.Code);
        var village = await Region.Part("villageDoctor");
        Assert.Equal("denied", (await Region.Run("consortium-report.compare", village, new { })).Refusal!.Code);
    }

    private async Task Take(Actor who, ReportDocument report) => await Region.Must("consortium-report.take", who, report.Sealed());

    /// <summary>October with one answer, closed; the hash of the closing.</summary>
    private async Task<string> Close()
    {
        await Answer("a", "是");
        return $"{(await consortium.Must("month.close", office, new { month = "2026-10" }))["hash"]}";
    }

    private async Task Answer(string key, string satisfied)
    {
        var item = new Dictionary<string, string>
        {
            ["编号"] = key,
            ["日期"] = "2026-10-03",
            ["满意"] = satisfied,
        };
        await consortium.Must(
            "fact.send",
            office,
            new
            {
                kind = "satisfaction.answered",
                source = "满意度平台",
                period = "2026-10",
                items = new[] { item },
            }
        );
        await consortium.Beat();
    }

    private Task<JsonNode> Report(bool restated = false) =>
        consortium.Must("consortium-report.show", office, new { month = "2026-10", restated });

    /// <summary>A consortium that may report, by a token of its own.</summary>
    private async Task<Actor> Admit(string name, string code, string? token = null)
    {
        var actor = await Token(token ?? name);
        await Region.Must(
            "consortium-report.register",
            await Region.Part("systemAdministrator"),
            new
            {
                code,
                name,
                tokenName = token ?? name,
            }
        );
        return actor;
    }

    private async Task<Actor> Token(string name)
    {
        var issued = await Region.Must(
            "token.issue",
            await Region.Part("securityAdministrator"),
            new
            {
                name,
                institution = (await Region.Institution("hx")).Id.ToString(),
                permissions = new[] { "consortium-report.take" },
                until = "2026-12-31",
            }
        );
        return (await SessionDirectory.ActorOf(Region.Platform, $"{issued["secret"]}", Ct))!;
    }

    private async Task<JsonNode> Compared() =>
        await Region.Must("consortium-report.compare", await Region.Part("statistician"), new { month = "2026-10" });

    private static JsonObject Line(JsonNode shown, bool orNone = false)
    {
        var line = shown["lines"]!.AsArray().FirstOrDefault(l => $"{l!["code"]}" == "satisfaction");
        Assert.True(orNone || line is not null, "it is not shown");
        return (JsonObject?)line ?? [];
    }

    private static JsonNode Of(JsonNode report) => report["indicators"]!.AsArray().Single(i => $"{i!["code"]}" == "satisfaction")!;

    private static (string, string, string) Parts(JsonNode figure) =>
        (Plain(figure["value"]), Plain(figure["numerator"]), Plain(figure["denominator"]));

    private static string Plain(JsonNode? number) => number is null ? "" : $"{number.GetValue<decimal>():0.###}";

    /// <summary>Puts something else at a place such as <c>indicators[0].unit</c>.</summary>
    private static void Set(JsonObject report, string path, JsonNode? value)
    {
        JsonNode node = report;
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            node = int.TryParse(step, out var i) ? node[i]! : node[step]!;
        node[steps[^1]] = value;
    }
}

public sealed class SqliteReportTests() : ReportTests(new SqliteDb());

public sealed class PostgresReportTests() : ReportTests(new PostgresDb());
