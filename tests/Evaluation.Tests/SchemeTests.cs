using System.Text.Json.Nodes;
using Xunit;
using Yihe.Basis.Blueprints;
using Yihe.Evaluation.Schemes;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Evaluation.Tests;

/// <summary>The schemes of all plans as data: sound, sourced, and of indicators that exist; what is wrong in one is told with the way out.</summary>
public class SchemeTests() : RegionTests(new SqliteDb())
{
    public static TheoryData<string> Plans => ["county", "kunshan", "qijiang", "wujiang", "guizhou"];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_scheme_weighs_100_names_its_clauses_and_uses_indicators_told_at_its_level(string plan)
    {
        var (blueprint, faults) = BlueprintReader.Read(Text(plan), ModuleList.All.Sections);
        Assert.Empty(faults);
        Assert.All(
            blueprint!.Of<EvaluationSection>().Schemes,
            scheme =>
            {
                Assert.NotEmpty(scheme.Clauses);
                Assert.NotEmpty(scheme.Linkages);
                foreach (var item in scheme.Items.Where(i => i.Indicator is not null))
                    Assert.Null(Indicators.Figures.Misfit(Region.Platform, item.Indicator!, scheme.Evaluates, scheme.Every));
                Assert.All(scheme.Items, i => Assert.Matches("(KS|XX|QJ|WJ|GZ)-[0-9]+.*假定", i.Source));
            }
        );
    }

    [Theory]
    [InlineData("contents[0].items[0].weight", "14", "权重合计 99")]
    [InlineData("contents[0].items[0].curve", """{ "kind": "proportion", "full": 5, "none": 5 }""", "不同的 none（零分值）")]
    [InlineData("contents[0].items[0].curve", """{ "kind": "curved" }""", "其中之一：reach、proportion、rank、improvement")]
    [InlineData("contents[0].items[0].evidence", """["记录"]""", "请二选一写全")]
    [InlineData("offices", """["nobody"]""", "请改正，或先列出这个单位")]
    [InlineData("linkages[0].bands", """[{ "least": 60, "words": "全额" }]""", "最低一档从 0 起")]
    [InlineData("every", "\"day\"", "quarter 或 year")]
    public void What_is_wrong_in_a_scheme_is_told_with_what_was_expected_and_the_way_out(string where, string json, string told)
    {
        var plan = JsonNode.Parse(Text("county"))!;
        var at = plan["evaluation"]!["schemes"]![0]!;
        var steps = where.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            at = step == "0" ? at[0]! : at[step]!;
        at[steps[^1]] = JsonNode.Parse(json);
        var (_, faults) = BlueprintReader.Read(plan.ToJsonString(), ModuleList.All.Sections);
        Assert.Contains(
            faults,
            f => f.Path.StartsWith("$.evaluation.schemes[0]", StringComparison.Ordinal) && $"{f}".Contains(told, StringComparison.Ordinal)
        );
    }

    private static string Text(string plan) => File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", $"{plan}.json"));
}
