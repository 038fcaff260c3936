using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yihe.Plans;

/// <summary>A blueprint as text: what a region has today, and what somebody wants instead, ready to be held against each other.</summary>
internal static class PlanText
{
    private static readonly JsonSerializerOptions Indented = new(JsonText.Options) { WriteIndented = true };

    internal static string Write(JsonNode plan) => plan.ToJsonString(Indented) + "\n";

    /// <summary>A version with the rows of today: read again, it founds the same place.</summary>
    internal static async Task<JsonNode> Today(Work work, int version, CancellationToken ct)
    {
        var plan = JsonNode.Parse(work.Platform.Blueprints.Whole(version).Text)!;
        foreach (var module in work.Platform.Modules.All)
            await (module.Write?.Invoke(work, plan, ct) ?? Task.CompletedTask);
        return plan;
    }

    internal static List<FieldFault> Told(IEnumerable<BlueprintFault> faults) =>
        [.. faults.Select(f => new FieldFault(f.Path, f.ToString()))];
}
