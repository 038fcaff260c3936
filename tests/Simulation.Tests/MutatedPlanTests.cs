using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Host.Commands;

namespace Yihe.Simulation.Tests;

/// <summary>A journey sees what its plan says: another share, another deadline, another chain of approvals, and nothing of the old one.</summary>
public class MutatedPlanTests
{
    private const string Chain = """
        [{"words":"意向","approvals":[{"words":"牵头医院同意"},{"words":"专班同意","institution":"zb"}],"source":"假定：改动"}]
        """;
    private static readonly ConcurrentDictionary<string, Task<string>> Unchanged = [];

    [Theory]
    [InlineData("county", "access.slots.share", "\"1/2\"", "为基层预留 3 个", "为基层预留 6 个")]
    [InlineData("county", "referral.limits.answer[priority].hours", "5", "120 分钟内待上级受理", "300 分钟内待上级受理")]
    [InlineData("guizhou", "access.slots.share", "\"1/2\"", "为基层预留 1/3，即 4 个", "为基层预留 1/2，即 6 个")]
    [InlineData("kunshan", "organization.joining.steps", Chain, "走完 3 步、4 个批准", "走完 1 步、2 个批准")]
    public async Task The_journey_sees_what_the_plan_says(string place, string path, string json, string told, string toldInstead)
    {
        var file = Path.Combine(HostOptions.Home, "blueprints", $"{place}.json");
        var before = await Unchanged.GetOrAdd(file, Played);
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        Parameters.Set(plan, path, JsonNode.Parse(json));
        var other = Path.GetTempFileName();
        await File.WriteAllTextAsync(other, plan.ToJsonString(), TestContext.Current.CancellationToken);
        var after = await Played(other);
        File.Delete(other);
        Assert.Equal((true, false), (before.Contains(told), before.Contains(toldInstead)));
        Assert.True(!after.Contains(told) && after.Contains(toldInstead), after);
    }

    /// <summary>What the journey says, played to its end without a fault.</summary>
    private static async Task<string> Played(string file)
    {
        await using var console = new StringWriter();
        var code = await CommandLine.Run(["journey", "--blueprint", file], console, TestContext.Current.CancellationToken);
        Assert.True(code == 0, console.ToString());
        return console.ToString();
    }
}
