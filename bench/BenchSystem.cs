using System.Text.Json;
using System.Text.Json.Nodes;
using Yihe.Kernel;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Organization;

namespace Yihe.Bench;

/// <summary>A system of the leading hospital, let in with a token as any would be.</summary>
internal static class BenchSystem
{
    /// <summary>The secret that lets it in.</summary>
    internal static async Task<string> Admit(Platform platform, params string[] permissions)
    {
        var keeper = await Keeper(platform);
        var token = new JsonObject
        {
            ["name"] = "检验系统",
            ["institution"] = $"{keeper.Institution}",
            ["permissions"] = new JsonArray([.. permissions.Select(p => JsonValue.Create(p))]),
            ["until"] = $"{platform.Time.Instant().Day().AddDays(7):yyyy-MM-dd}",
        };
        return $"{(await Do(platform, "token.issue", keeper, token))["secret"]}";
    }

    /// <summary>Its application is known as a source of messages.</summary>
    internal static async Task Register(Platform platform, string application) =>
        await Do(
            platform,
            "message.register",
            await Keeper(platform),
            new JsonObject { ["application"] = application, ["title"] = "检验系统" }
        );

    private static async Task<Actor> Keeper(Platform platform)
    {
        await using var db = platform.Database.Open();
        var hospital = (await InstitutionDirectory.Of(platform).On(db, platform.Time.Instant().Day(), default)).First(i =>
            i.Role == MembershipRole.Lead
        );
        return new Actor(null, "bench", hospital.Id, hospital.ShortName)
        {
            Grants = new Dictionary<string, Scope> { ["token.issue"] = Scope.Region, ["message.mend"] = Scope.Region },
        };
    }

    private static async Task<JsonNode> Do(Platform platform, string useCase, Actor actor, JsonObject given)
    {
        var door = platform.Modules.UseCases[useCase];
        var result = await new Gate(platform).Run(door, actor, InputReader.Read(door.Input, given).Value, new Call(), default);
        return result.Refusal is { } refusal
            ? throw new InvalidOperationException($"{useCase}: {refusal.Message}")
            : JsonSerializer.SerializeToNode(result.Value, result.Value.GetType(), JsonText.Options)!;
    }
}
