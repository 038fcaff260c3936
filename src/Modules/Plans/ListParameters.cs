using System.Text.Json.Nodes;

namespace Yihe.Plans;

/// <summary>The running parameters with the word each stands on.</summary>
internal static class ListParameters
{
    /// <param name="Tab">a section, or <c>all</c></param>
    internal sealed record Input(string? Text = null, string Tab = "all");

    internal static readonly Look<Input, Rows<Parameter>> Door = new("plan.parameters", "查看方案参数", Rights.ReadPlans, Run);

    private static Task<Result<Rows<Parameter>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return Task.FromResult<Result<Rows<Parameter>>>(refusal);
        var plan = JsonNode.Parse(work.Platform.Blueprints.Whole(work.Platform.Blueprints.VersionAt(work.Now)).Text)!;
        var asked = Parameters.Of(plan, work.Platform.Modules.Sections).Where(p => Fits(p, input.Text?.Trim())).ToList();
        var counts = asked.GroupBy(p => p.Path.Split('.')[0]).ToDictionary(g => g.Key, g => g.Count());
        var shown = asked.Where(p => input.Tab == "all" || p.Path.StartsWith(input.Tab + ".", StringComparison.Ordinal)).ToList();
        return Task.FromResult<Result<Rows<Parameter>>>(new Rows<Parameter>(shown, null, counts));
    }

    private static bool Fits(Parameter p, string? text) =>
        text is not { Length: > 0 }
        || new[] { p.Path, p.Section, p.Words, p.Text, p.Source }.Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase));
}
