using System.Text.Json.Nodes;
using Yihe.Host;

namespace Yihe.Simulation.Tests;

/// <summary>What the plans of two places list is in their files, no more and no less.</summary>
public class PlaceTests
{
    /// <summary>KS-17, KS-19, KS-108.</summary>
    [Fact]
    public void Kunshan_is_one_consortium_of_two_leads_and_the_thirty_institutions_of_three_zones()
    {
        var plan = Plan("kunshan");
        var listed = Institutions(plan).Where(i => $"{i["source"]}".Contains("KS-108", StringComparison.Ordinal)).ToList();
        var zones = listed.GroupBy(i => $"{i["memberships"]![0]!["zone"]}").ToDictionary(z => z.Key, z => z.Count());
        Assert.Equal(30, listed.Count);
        Assert.Equal((13, 12, 5), (zones["市一院管理片区"], zones["中医院管理片区"], zones["高新区管理片区"]));
        Assert.Single(plan["organization"]!["consortia"]!.AsArray());
        Assert.Equal(["s1", "zy"], listed.Where(i => $"{i["memberships"]![0]!["role"]}" == "lead").Select(i => $"{i["code"]}"));
        Assert.Equal("周庄医院", $"{Assert.Single(listed, i => i["joined"] is not null)["shortName"]}");
    }

    /// <summary>WJ-42, WJ-43.</summary>
    [Fact]
    public void Wujiang_has_one_core_and_link_hospitals_that_bear_its_plate()
    {
        var institutions = Institutions(Plan("wujiang"));
        var core = Assert.Single(institutions, i => $"{i["level"]}" == "tertiary");
        Assert.Equal("lead", $"{core["memberships"]![0]!["role"]}");
        var links = institutions.Where(i => $"{i["level"]}" == "secondary").ToList();
        Assert.All(links, i => Assert.StartsWith("太湖人民医院", $"{i["secondName"]}", StringComparison.Ordinal));
        Assert.Equal(2, links.Count);
    }

    private static List<JsonNode> Institutions(JsonNode plan) => [.. plan["organization"]!["institutions"]!.AsArray().Select(i => i!)];

    private static JsonNode Plan(string place) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", $"{place}.json")))!;
}
