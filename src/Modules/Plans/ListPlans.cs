using System.Text.Json.Nodes;

namespace Yihe.Plans;

/// <summary>A proposed or later version as it is shown.</summary>
/// <param name="Changes">what it changes; in lists left out</param>
internal sealed record PlanLine(
    Guid Id,
    int Version,
    int Number,
    PlanState State,
    DateOnly From,
    string Reason,
    int Count,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Note,
    bool Own,
    IReadOnlyList<ChangeLine> Changes
)
{
    internal static async Task<List<PlanLine>> Of(Work work, List<PlanProposal> plans, CancellationToken ct)
    {
        var people = await AccountDirectory.NamesOf(work, [.. plans.Select(p => p.DecidedBy).OfType<AccountId>().Distinct()], ct);
        return plans.ConvertAll(p => new PlanLine(
            p.Id,
            p.Version,
            p.Number,
            p.State,
            p.From,
            p.Reason,
            p.Changes,
            p.ProposedByName,
            p.ProposedAt,
            p.DecidedBy is { } by ? people[by] : null,
            p.DecidedAt,
            p.Note,
            p.ProposedBy == work.Actor.Account,
            []
        ));
    }
}

/// <summary>All proposals, newest first, and the version in force: what changed, from when, by whom.</summary>
internal static class ListPlans
{
    internal sealed record Outcome(int InForce, DateTimeOffset Founded, IReadOnlyList<PlanLine> Plans);

    internal static readonly Look<Done, Outcome> Door = new("plan.list", "查看方案版本", Rights.ReadPlans, Run);

    private static async Task<Result<Outcome>> Run(Work work, Done input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var plans = await work.Db.Set<PlanProposal>().AsNoTracking().OrderByDescending(p => p.ProposedAt).ToListAsync(ct);
        var founded = await work.Db.Set<BlueprintVersion>().Where(v => v.Number == 1).Select(v => v.ValidFrom).SingleAsync(ct);
        return new Outcome(work.Platform.Blueprints.VersionAt(work.Now), founded, await PlanLine.Of(work, plans, ct));
    }
}

/// <summary>One proposal with every value before and after.</summary>
internal static class ShowPlan
{
    internal sealed record Input(Guid Id);

    internal static readonly Look<Input, PlanLine> Door = new("plan.show", "查看方案新版本", Rights.ReadPlans, Run);

    private static async Task<Result<PlanLine>> Run(Work work, Input input, CancellationToken ct)
    {
        var (plan, refusal) = await work.Find<PlanProposal>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var before = JsonNode.Parse(work.Platform.Blueprints.Whole(plan.Before).Text)!;
        var changes = Parameters.Between(before, JsonNode.Parse(plan.Text)!, work.Platform.Modules.Sections);
        var line = (await PlanLine.Of(work, [plan], ct))[0];
        return line with { Changes = [.. changes.Select(ChangeLine.Of)] };
    }
}
