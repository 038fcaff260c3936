using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yihe.Basis.Blueprints;
using Yihe.Kernel.Working;

namespace Yihe.Testing;

/// <summary>New versions of the blueprint as tests make them: through the doors, by two people.</summary>
public static class Plans
{
    /// <summary>The newest version as it would be with other values at these paths.</summary>
    public static async Task<string> Changed(this TestRegion region, params (string Path, string Json)[] changes)
    {
        await using var db = region.Platform.Database.Open();
        var newest = await db.Set<BlueprintVersion>().OrderByDescending(v => v.Number).FirstAsync(TestContext.Current.CancellationToken);
        var plan = JsonNode.Parse(newest.Text)!;
        foreach (var (path, json) in changes)
            Parameters.Set(plan, path, JsonNode.Parse(json));
        return plan.ToJsonString();
    }

    public static async Task<string> Propose(this TestRegion region, DateOnly day, params (string Path, string Json)[] changes)
    {
        var plan = new Dictionary<string, object>
        {
            ["text"] = await region.Changed(changes),
            ["from"] = day,
            ["reason"] = "年度调整",
        };
        return $"{(await region.Must("plan.propose", await region.Part("overseer"), plan))["id"]}";
    }

    /// <summary>A version in force from a day on, or at once; the clock is pushed past its notice.</summary>
    public static async Task Enact(this TestRegion region, DateOnly day, params (string Path, string Json)[] changes)
    {
        var id = await region.Propose(day, changes);
        await region.Must("plan.approve", await region.Part("systemAdministrator"), new { id });
        await region.Advance(BlueprintBook.Notice);
    }
}
