using System.Text.Json.Nodes;
using Xunit;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Organization;
using Yihe.Testing;

namespace Yihe.Insurance.Tests;

/// <summary>What the next stay of an episode costs before the insurance pays, place by place.</summary>
public class DeductibleTests
{
    private static readonly DateTimeOffset Now = TestRegion.Start;

    /// <summary>The worked examples: 200 at the bottom, 500 in the middle, 1000 at the top. WJ-76, WJ-77, XX-53.</summary>
    [Theory]
    [InlineData("wujiang", "", "Primary", 200)]
    [InlineData("wujiang", "", "Tertiary", 1000)]
    [InlineData("wujiang", "Primary", "Tertiary", 800)]
    [InlineData("wujiang", "Primary Tertiary", "Primary", 0)]
    [InlineData("wujiang", "Tertiary", "Primary", 0)]
    [InlineData("wujiang", "Primary", "Secondary", 300)]
    [InlineData("wujiang", "Primary Secondary", "Tertiary", 500)]
    [InlineData("wujiang", "Tertiary Primary", "Tertiary", 0)]
    [InlineData("wujiang", "Secondary", "Secondary", 0)]
    [InlineData("county", "", "Secondary", 500)]
    [InlineData("county", "Primary", "Secondary", 0)]
    [InlineData("county", "Secondary", "Primary", 0)]
    public void A_way_up_pays_the_difference_and_a_way_down_nothing(string place, string before, string level, int yuan)
    {
        var stays = before.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((l, i) => Lay(l, 20 - (4 * i), 18 - (4 * i)));
        Assert.Equal(yuan * 100, Next(place, stays, level).Due);
    }

    [Fact]
    public void Whoever_goes_up_and_down_pays_no_more_than_the_dearest_stay()
    {
        var rules = Rules("wujiang");
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var (paid, dearest, stays) = (0L, 0L, new List<Stay>());
            for (var at = 0; at < 6; at++)
            {
                var level = (InstitutionLevel)random.Next(1, 4);
                var begins = Now.AddDays(at * 3);
                paid += Deductible.Next(rules, stays, level, begins).Due!.Value;
                dearest = Math.Max(dearest, rules.FullAt(level));
                stays.Add(new(level, begins, begins.AddDays(2)));
                Assert.InRange(paid, 0, dearest);
            }
        }
    }

    [Theory]
    [InlineData(30, 80_000)]
    [InlineData(31, 100_000)]
    public void A_stay_too_long_after_the_last_one_is_a_new_episode(int daysAgo, long fen) =>
        Assert.Equal(fen, Next("wujiang", [Lay("Primary", daysAgo + 3, daysAgo)], "Tertiary").Due);

    [Theory]
    [InlineData("kunshan")]
    [InlineData("qijiang")]
    [InlineData("guizhou")]
    public void Where_the_plan_is_silent_no_amount_is_told(string place)
    {
        var quote = Next(place, [Lay("Primary", 3, 1)], "Tertiary");
        Assert.Null(quote.Due);
        Assert.Equal("按现行医保政策，本方案未规定", quote.Reason);
    }

    [Fact]
    public void The_reason_names_the_clause()
    {
        Assert.Contains("WJ-77", Next("wujiang", [Lay("Primary", 3, null)], "Tertiary").Source, StringComparison.Ordinal);
        Assert.Contains("XX-53", Next("county", [Lay("Primary", 3, null)], "Secondary").Source, StringComparison.Ordinal);
        Assert.Contains("WJ-74", Next("wujiang", [], "Tertiary").Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_with_a_gap_or_cheaper_at_the_top_is_refused()
    {
        var plan = JsonNode.Parse(TestRegion.County)!;
        plan["insurance"]!["deductibles"]!.AsArray().RemoveAt(0);
        plan["insurance"]!["deductibles"]![0]!["fen"] = 200_000;
        plan["insurance"]!["later"]!["linkDays"] = -1;
        var (_, faults) = BlueprintReader.Read(plan.ToJsonString(), ModuleList.All.Sections);
        Assert.Equal(
            ["$.insurance.deductibles", "$.insurance.deductibles", "$.insurance.later.linkDays"],
            faults.Select(f => f.Path).Order(StringComparer.Ordinal)
        );
    }

    private static Stay Lay(string level, int fromDaysAgo, int? untilDaysAgo) =>
        new(Enum.Parse<InstitutionLevel>(level), Now.AddDays(-fromDaysAgo), untilDaysAgo is { } days ? Now.AddDays(-days) : null);

    private static Deductible Next(string place, IEnumerable<Stay> stays, string level) =>
        Deductible.Next(Rules(place), stays, Enum.Parse<InstitutionLevel>(level), Now);

    private static InsuranceSection Rules(string place)
    {
        var text = File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", $"{place}.json"));
        return BlueprintReader.Read(text, ModuleList.All.Sections).Blueprint!.Of<InsuranceSection>();
    }
}
