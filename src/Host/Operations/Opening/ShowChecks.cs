using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations.Opening;

/// <summary>What the doctor finds while the region is served, for the system administrator who does not sit at its machine; looking is an act.</summary>
internal static class ShowChecks
{
    internal sealed record Input;

    internal sealed record Outcome(IReadOnlyList<Check> Checks);

    internal static readonly Look<Input, Outcome> Door = new("opening.checks", "查看体检结果", OpeningNotes.Manage, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var checks = await Doctor.Running(work.Platform, ct);
        return await work.Look(new Outcome([.. checks.Select(Seen)]), ct);
    }

    /// <summary>Where things lie on the machine is told by the doctor there.</summary>
    private static Check Seen(Check check) =>
        !check.OfMachine ? check
        : check.State == CheckState.Good ? check with { Found = "" }
        : check with { Found = "", Mend = "请在服务器上运行 yihe doctor，照所说的改" };
}
