using System.Text.Json.Nodes;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Reporting.Tests;

/// <summary>What the commission does not take: what is not the sender's own, and what is malformed. GZ-87.</summary>
public abstract class RefusedReportTests(TestDb db) : ReportRegionTests(db)
{
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
        Assert.Equal("denied", (await Region.Run("consortium-report.take", Sender, report)).Refusal!.Code);
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
        var refused = (await Region.Run("consortium-report.take", Sender, report)).Refusal!;
        Assert.Contains(refused.Faults, f => f.Field == field && f.Message.Contains(words, StringComparison.Ordinal));
        Assert.Empty(Line(await Compared(), orNone: true));
    }

    [Fact]
    public async Task A_month_that_is_not_over_is_not_taken()
    {
        var report = (Made.Report(Made.Ratio(9, 10)) with { Month = "2026-11" }).Sealed();
        Assert.Equal("month", (await Region.Run("consortium-report.take", Sender, report)).Refusal!.Faults[0].Field);
    }

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

public sealed class SqliteRefusedReportTests() : RefusedReportTests(new SqliteDb());

public sealed class PostgresRefusedReportTests() : RefusedReportTests(new PostgresDb());
