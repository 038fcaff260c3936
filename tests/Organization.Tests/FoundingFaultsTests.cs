using System.Text.Json.Nodes;
using Yihe.Basis.Blueprints;
using Yihe.Host;

namespace Yihe.Organization.Tests;

/// <summary>A place that nobody could administer or lead, or whose houses stand below themselves, is not founded.</summary>
public class FoundingFaultsTests
{
    private static readonly Dictionary<string, (string Path, Action<JsonNode> Spoil)> Spoilt = new()
    {
        ["没有安全管理员"] = ("$.organization.staff", o => o["staff"]!.AsArray().Remove(Holder(o, "securityAdministrator"))),
        ["不能兼任"] = (".posts", o => Holder(o, "systemAdministrator")["posts"]![0]!["roles"]!.AsArray().Add("auditAdministrator")),
        ["没有“boss”这个角色"] = (".posts", o => Holder(o, "villageDoctor")["posts"]![0]!["roles"]!.AsArray().Add("boss")),
        ["没有牵头单位"] = ("$.organization.consortia", o => Membership(o, "lead")["role"] = "member"),
        ["不能互为上级"] = (".parent", Loop),
    };

    public static TheoryData<string> Words => [.. Spoilt.Keys];

    [Theory]
    [MemberData(nameof(Words))]
    public void It_is_told_with_its_place(string words)
    {
        var plan = JsonNode.Parse(TestRegion.County)!;
        Spoilt[words].Spoil(plan["organization"]!);
        var faults = BlueprintReader.Read(plan.ToJsonString(), ModuleList.All.Sections).Faults;
        Assert.Contains(
            faults,
            f => f.Path.Contains(Spoilt[words].Path, StringComparison.Ordinal) && f.ToString().Contains(words, StringComparison.Ordinal)
        );
    }

    private static JsonNode Holder(JsonNode organization, string role) =>
        organization["staff"]!.AsArray().First(s => s!["posts"]![0]!["roles"]!.AsArray().Any(r => r!.GetValue<string>() == role))!;

    private static JsonNode Membership(JsonNode organization, string role) =>
        organization["institutions"]!.AsArray().SelectMany(i => i!["memberships"]?.AsArray() ?? []).First(m => $"{m!["role"]}" == role)!;

    private static void Loop(JsonNode organization)
    {
        var institutions = organization["institutions"]!.AsArray();
        var child = institutions.First(i => i!["parent"] is not null)!;
        institutions.First(i => $"{i!["code"]}" == $"{child["parent"]}")!["parent"] = $"{child["code"]}";
    }
}
