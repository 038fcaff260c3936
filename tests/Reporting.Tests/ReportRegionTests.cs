using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Reporting.Tests;

/// <summary>The commission's region, and a consortium of its own that closes a month and reports it.</summary>
public abstract class ReportRegionTests(TestDb db) : RegionTests(db)
{
    private protected const string East = "999901";
    private readonly TestDb engine = db;
    private protected TestRegion Consortium { get; private set; } = null!;
    private protected Actor Office { get; private set; } = null!;
    private protected Actor Sender { get; private set; } = null!;

    protected override async Task Begin()
    {
        Consortium = await engine.Found();
        Office = await Consortium.Part("statistician");
        Sender = await Admit("城东医共体", East);
    }

    protected override async Task End()
    {
        if (Consortium is not null)
            await Consortium.DisposeAsync();
    }

    private protected async Task Take(Actor who, ReportDocument report) =>
        await Region.Must("consortium-report.take", who, report.Sealed());

    /// <summary>October with one answer, closed; the hash of the closing.</summary>
    private protected async Task<string> Close()
    {
        await Answer("a", "是");
        return $"{(await Consortium.Must("month.close", Office, new { month = "2026-10" }))["hash"]}";
    }

    private protected async Task Answer(string key, string satisfied)
    {
        var item = new Dictionary<string, string>
        {
            ["编号"] = key,
            ["日期"] = "2026-10-03",
            ["满意"] = satisfied,
        };
        await Consortium.Must(
            "fact.send",
            Office,
            new
            {
                kind = "satisfaction.answered",
                source = "满意度平台",
                period = "2026-10",
                items = new[] { item },
            }
        );
        await Consortium.Beat();
    }

    private protected Task<JsonNode> Report(bool restated = false) =>
        Consortium.Must("consortium-report.show", Office, new { month = "2026-10", restated });

    /// <summary>A consortium that may report, by a token of its own.</summary>
    private protected async Task<Actor> Admit(string name, string code, string? token = null)
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

    private protected async Task<Actor> Token(string name)
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

    private protected async Task<JsonNode> Compared() =>
        await Region.Must("consortium-report.compare", await Region.Part("statistician"), new { month = "2026-10" });

    private protected static JsonObject Line(JsonNode shown, bool orNone = false)
    {
        var line = shown["lines"]!.AsArray().FirstOrDefault(l => $"{l!["code"]}" == "satisfaction");
        Assert.True(orNone || line is not null, "it is not shown");
        return (JsonObject?)line ?? [];
    }

    private protected static JsonNode Of(JsonNode report) =>
        report["indicators"]!.AsArray().Single(i => $"{i!["code"]}" == "satisfaction")!;

    private protected static (string, string, string) Parts(JsonNode figure) =>
        (Plain(figure["value"]), Plain(figure["numerator"]), Plain(figure["denominator"]));

    private protected static string Plain(JsonNode? number) => number is null ? "" : $"{number.GetValue<decimal>():0.###}";
}
