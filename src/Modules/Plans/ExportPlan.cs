using System.Text;

namespace Yihe.Plans;

/// <summary>The blueprint as a file again: the parameters in force and the rows of today. It founds the same place.</summary>
internal static class ExportPlan
{
    internal static readonly Look<Done, FileContent> Door = new("plan.export", "导出方案", Rights.ReadPlans, Run);

    private static async Task<Result<FileContent>> Run(Work work, Done input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var plan = await PlanText.Today(work, work.Platform.Blueprints.VersionAt(work.Now), ct);
        var text = Encoding.UTF8.GetBytes(PlanText.Write(plan));
        return await work.Look(new FileContent("blueprint.json", "application/json; charset=utf-8", text), ct);
    }
}
