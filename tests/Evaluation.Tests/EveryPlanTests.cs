using System.Text.Json.Nodes;
using Xunit;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Evaluation.Tests;

/// <summary>Each plan's schemes, run by its own office from the figures to the final result and what hangs on it. KS-98, KS-100, QJ-42, WJ-79, GZ-82.</summary>
public abstract class EveryPlanTests(TestDb db)
{
    [Theory]
    [InlineData("county", "members", "duban", "2026-Q3", 5, 4)]
    [InlineData("kunshan", "consortium", "zhidaozhongxin", "2025", 1, 3)]
    [InlineData("kunshan", "zones", "zhongyiyuanzhang", "2025", 10, 2)]
    [InlineData("qijiang", "operation", "duban", "2026-Q3", 13, 5)]
    [InlineData("wujiang", "yearly", "kaohe", "2025", 1, 4)]
    [InlineData("guizhou", "external", "guanweihui", "2025", 2, 3)]
    public async Task A_scheme_goes_from_its_office_to_a_final_result_with_its_linkages(
        string plan,
        string scheme,
        string login,
        string period,
        int evaluated,
        int linkages
    )
    {
        var text = File.ReadAllTextAsync(
            Path.Combine(HostOptions.Home, "blueprints", $"{plan}.json"),
            TestContext.Current.CancellationToken
        );
        await using var region = await db.FoundFrom(await text);
        var office = await region.Person(login);
        var id = $"{(await region.Must("evaluation.compute", office, new { scheme, period }))["id"]}";
        var sheets = await Sheets(region, office, id);
        Assert.Equal(evaluated, sheets.Count);
        await region.Must("evaluation.open", office, new { id });
        await region.Advance(TimeSpan.FromDays(11));
        await region.Must("evaluation.close", office, new { id });
        foreach (var sheet in sheets)
            await Judge(region, office, $"{sheet["id"]}");
        await region.Must("evaluation.publish", office, new { id, note = "逐项复核" });
        await region.Advance(TimeSpan.FromDays(6));
        await region.Must("evaluation.finalise", office, new { id });
        foreach (var sheet in await Sheets(region, office, id))
        {
            Assert.InRange(sheet["score"]!.GetValue<decimal>(), 0, 100);
            Assert.Equal(linkages, sheet["consequences"]!.AsArray().Count);
            Assert.All(sheet["consequences"]!.AsArray(), c => Assert.NotEqual("", $"{c!["words"]}"));
        }
        await region.Beat();
        Assert.Empty(await region.Findings());
    }

    /// <summary>Every checklist confirmed whole; where there is none, one item is scored by hand, with the reason.</summary>
    private static async Task Judge(TestRegion region, Actor office, string id)
    {
        var lines = (await region.Must("scoresheet.show", office, new { id }))["sheet"]!["lines"]!.AsArray();
        Assert.All(lines, l => Assert.NotEqual("", $"{l!["reason"]}"));
        var proven = lines.Where(l => l!["evidence"] is JsonArray).ToList();
        foreach (var line in proven)
        {
            var proofs = line!["evidence"]!.AsArray().Select((_, i) => $"{i}").ToArray();
            var item = $"{line["item"]}";
            await region.Must(
                "scoresheet.confirm",
                office,
                new
                {
                    id,
                    item,
                    proofs,
                }
            );
        }
        if (proven.Count == 0)
            await region.Must(
                "scoresheet.adjust",
                office,
                new
                {
                    id,
                    item = $"{lines[0]!["item"]}",
                    points = 1,
                    reason = "按现场核查",
                }
            );
    }

    private static async Task<List<JsonNode>> Sheets(TestRegion region, Actor office, string id) =>
        [.. (await region.Must("evaluation.show", office, new { id }))["sheets"]!.AsArray().Select(s => s!)];
}

public sealed class SqliteEveryPlanTests() : EveryPlanTests(new SqliteDb());

public sealed class PostgresEveryPlanTests() : EveryPlanTests(new PostgresDb());
