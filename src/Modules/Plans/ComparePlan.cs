using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yihe.Plans;

/// <summary>What a file would change, before anybody proposes it; and where it differs from the rows, which no version changes.</summary>
internal static class ComparePlan
{
    internal sealed record Input([property: Display(Name = "方案文件"), Needed("请给出方案文件")] string Text);

    internal sealed record Outcome(IReadOnlyList<ChangeLine> Changes, IReadOnlyList<string> Rows);

    internal static readonly Look<Input, Outcome> Door = new("plan.compare", "比较方案", Rights.ReadPlans, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var compared = await Compare(work, input.Text, ct);
        return compared.To(c => new Outcome([.. c.Changes.Select(ChangeLine.Of)], c.Rows));
    }

    internal sealed record Compared(
        BlueprintVersion Newest,
        JsonNode Plan,
        IReadOnlyList<ParameterChange> Changes,
        IReadOnlyList<string> Rows
    );

    /// <summary>Holds a plan, with the rows of today in it, against the newest version; all its faults at once.</summary>
    internal static async Task<Result<Compared>> Compare(Work work, string text, CancellationToken ct)
    {
        var sections = work.Platform.Modules.Sections;
        var newest = await PlanProposal.Newest(work, ct);
        var (asGiven, shape) = BlueprintReader.Shape(text, sections);
        if (asGiven is null)
            return Refusal.Invalid(PlanText.Told(shape));
        var rows = Parameters.KeepRows(asGiven, await PlanText.Today(work, newest.Number, ct), sections);
        var (_, faults) = BlueprintReader.Read(asGiven.ToJsonString(JsonText.Options), sections);
        if (faults.Count > 0)
            return Refusal.Invalid(PlanText.Told(faults));
        var changes = Parameters.Between(JsonNode.Parse(newest.Text)!, asGiven, sections);
        return new Compared(newest, asGiven, changes, rows);
    }
}

/// <summary>A parameter that changes, as people read it.</summary>
internal sealed record ChangeLine(string Path, string Section, string Words, string? Before, string? After, string Source)
{
    internal static ChangeLine Of(ParameterChange c) =>
        new(c.Parameter.Path, c.Parameter.Section, c.Parameter.Words, c.Before, c.After, c.Parameter.Source);
}
