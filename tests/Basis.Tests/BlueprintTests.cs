using System.Text.Json.Nodes;
using Yihe.Basis.Blueprints;
using Yihe.Host;

namespace Yihe.Basis.Tests;

/// <summary>The plan of a place: read strictly, every fault at once; and what a founded region is made of.</summary>
public class BlueprintTests
{
    private static readonly IReadOnlyList<BlueprintSection> Sections = ModuleList.All.Sections;

    public static TheoryData<string> Shipped =>
        [
            .. Directory
                .GetFiles(Path.Combine(HostOptions.Home, "blueprints"), "*.json")
                .Select(f => Path.GetFileName(f))
                .Where(f => !f.EndsWith(".schema.json", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_blueprint_has_no_fault(string file)
    {
        var (blueprint, faults) = BlueprintReader.Read(File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", file)), Sections);
        Assert.Empty(faults);
        Assert.NotNull(blueprint);
    }

    [Fact]
    public void Six_faults_of_shape_are_all_told()
    {
        var faults = FaultsAfter(plan =>
        {
            plan["place"]!.AsObject().Remove("name");
            plan["place"]!["regionCode"] = 999901;
            plan["calendar"]!["holidays"]![0] = "2026-02-30";
            plan["organization"]!["institutions"]![0]!["kind"] = "hospital";
            plan["referral"]!["limits"]!["arrival"]!["hour"] = 72;
            plan["security"]!["passwordLength"] = "八";
        });
        Assert.Equal(
            [
                "$.calendar.holidays[0]",
                "$.organization.institutions[0].kind",
                "$.place.name",
                "$.place.regionCode",
                "$.referral.limits.arrival.hour",
                "$.security.passwordLength",
            ],
            faults.Select(f => f.Path).Order(StringComparer.Ordinal)
        );
        var told = faults.ToDictionary(f => f.Path, f => f.ToString());
        Assert.Equal("$.place.regionCode：写的是 999901，应为 文字。请改成这种写法", told["$.place.regionCode"]);
        Assert.Contains("generalHospital、maternalHospital", told["$.organization.institutions[0].kind"], StringComparison.Ordinal);
        Assert.EndsWith("请删去，或是想写 hours？", told["$.referral.limits.arrival.hour"], StringComparison.Ordinal);
        Assert.All(faults, f => Assert.All(new[] { f.Found, f.Expected, f.Fix }, part => Assert.NotEmpty(part)));
    }

    [Fact]
    public void Faults_of_meaning_are_all_told()
    {
        var faults = FaultsAfter(plan =>
        {
            plan["organization"]!["institutions"]![4]!["code"] = "gh";
            plan["organization"]!["institutions"]![6]!["parent"] = "nowhere";
            plan["organization"]!["institutions"]![0]!["memberships"]![0]!["consortium"] = "none";
            plan["organization"]!["institutions"]![5]!["memberships"]![0]!["until"] = "2025-07-01";
            plan["organization"]!["staff"]![3]!["posts"]![0]!["institution"] = "nowhere";
            plan["story"]!["actors"]!["overseer"] = "nobody";
            plan["referral"]!["offices"]!.AsArray().Add("nowhere");
            plan["referral"]!["limits"]!["answer"]!.AsObject().Remove("routine");
            plan["security"]!["passwordLength"] = 4;
            plan["calendar"]!["to"] = "07:00";
        });
        Assert.Equal(
            [
                "$.calendar.to",
                "$.organization.consortia",
                "$.organization.institutions",
                "$.organization.institutions[0].memberships.consortium",
                "$.organization.institutions[5].memberships.until",
                "$.organization.institutions[6].parent",
                "$.organization.staff[3].posts",
                "$.referral.limits.answer.routine",
                "$.referral.offices",
                "$.security.passwordLength",
                "$.story.actors.overseer",
            ],
            faults.Select(f => f.Path).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Faults_of_shape_in_one_section_hide_no_fault_of_meaning_in_another()
    {
        var faults = FaultsAfter(plan =>
        {
            plan["referral"]!["source"] = " ";
            plan["organization"]!["staff"]![3]!["posts"] = new JsonArray();
            plan["calendar"]!["holidays"]!.AsArray().Add("2026-11-28");
            plan["calendar"]!["workdays"]!.AsArray().Add("2026-11-27");
        });
        Assert.Subset(
            faults.Select(f => f.Path.Split('[')[0]).ToHashSet(),
            new HashSet<string> { "$.referral.source", "$.organization.staff", "$.calendar.holidays", "$.calendar.workdays" }
        );
    }

    [Theory]
    [InlineData("", "不是 JSON")]
    [InlineData("{\n \"place\": {,}\n}", "第 2 行")]
    [InlineData("[]", "对象")]
    [InlineData("null", "null")]
    public void What_is_no_blueprint_at_all_is_told_where(string text, string says)
    {
        var (blueprint, faults) = BlueprintReader.Read(text, Sections);
        Assert.Null(blueprint);
        Assert.Contains(says, string.Join('\n', faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "1.5", "整数")]
    [InlineData("""{"type":"integer"}""", "\"1\"", "整数")]
    [InlineData("""{"type":["string","null"]}""", "7", "文字 或 空")]
    [InlineData("""{"type":"number"}""", "7", null)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[\"a\",7]", "文字")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"boolean"}}""", "{\"a\":1}", "true 或 false")]
    [InlineData("""{"type":"string","format":"time"}""", "\"25:00\"", "08:00")]
    [InlineData("""{"enum":["a","b"]}""", "\"c\"", "a、b")]
    [InlineData("true", "7", null)]
    public void A_value_is_held_against_its_schema(string schema, string value, string? expected)
    {
        var faults = SchemaFaults.Of(JsonNode.Parse(value), JsonNode.Parse(schema), "$").ToList();
        if (expected is null)
            Assert.Empty(faults);
        else
            Assert.Contains(expected, Assert.Single(faults).Expected, StringComparison.Ordinal);
    }

    private static IReadOnlyList<BlueprintFault> FaultsAfter(Action<JsonNode> spoil)
    {
        var plan = JsonNode.Parse(TestRegion.County)!;
        spoil(plan);
        var (blueprint, faults) = BlueprintReader.Read(plan.ToJsonString(), Sections);
        Assert.Null(blueprint);
        return faults;
    }
}
