using System.Text.Json.Nodes;
using Xunit;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Monitoring.Tests;

/// <summary>The wall tells everyone in the hall how far the plan is and how much waits, and nobody's name.</summary>
public abstract class WallTests(TestDb db) : RegionTests(db)
{
    private Actor office = null!;
    private Actor village = null!;

    protected override async Task Begin() => (office, village) = (await Region.Part("statistician"), await Region.Part("villageDoctor"));

    [Fact]
    public async Task What_waits_is_told_as_counts_and_nobody_is_named()
    {
        var before = Total(await Wall());
        await Region.Refer(village, "hx", resident: await Region.Register(village, "钱桂珍"));
        await Region.Beat();
        var wall = await Wall();
        Assert.Equal(before + 1, Total(wall));
        Assert.Contains(wall["needs"]!["institutions"]!.AsArray(), l => l!["all"]!.GetValue<int>() > 0);
        var staff = JsonNode.Parse(TestRegion.County)!["organization"]!["staff"]!.AsArray().Select(s => $"{s!["name"]}");
        var said = wall.ToJsonString(Basis.JsonText.Options);
        Assert.All(staff.Append("钱桂珍"), name => Assert.DoesNotContain(name, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_shows_the_targets_of_the_plan_and_what_has_no_source_is_not_nought()
    {
        Assert.False((await Wall())["targets"]!.GetValue<bool>());
        await Region.Enact(
            Region.Clock.GetUtcNow().Day(),
            (
                "monitoring.targets",
                """[{"indicator":"visits-inside","value":90,"source":"试"},{"indicator":"primary-visits","value":65,"source":"试"}]"""
            )
        );
        await Region.Visit(village, await Region.Register(village, "钱桂珍"));
        await Region.Beat();
        var wall = await Wall();
        Assert.Equal(
            [("visits-inside", "无数据来源", "待有数据"), ("primary-visits", "100.0%", "达标")],
            wall["figures"]!.AsArray().Select(f => f!["line"]!).Select(l => ($"{l["code"]}", $"{l["words"]}", $"{l["targetWords"]}"))
        );
        Assert.Contains("无数据来源", $"{wall["imported"]![0]!["line"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_those_who_may_see_the_board_and_of_what_they_may_see()
    {
        Assert.Equal("denied", (await Region.Run("wall.show", village, new { })).Refusal!.Code);
        var branch = await Region.Part("branchDoctor");
        Assert.Equal("invalid", (await Region.Run("wall.show", branch, new { place = "region" })).Refusal!.Code);
        Assert.Empty((await Region.Must("wall.show", branch, new { }))["compared"]!["rows"]!.AsArray());
    }

    private Task<JsonNode> Wall() => Region.Must("wall.show", office, new { });

    private static int Total(JsonNode wall) => wall["needs"]!["total"]!["all"]!.GetValue<int>();
}

public sealed class SqliteWallTests() : WallTests(new SqliteDb());

public sealed class PostgresWallTests() : WallTests(new PostgresDb());
