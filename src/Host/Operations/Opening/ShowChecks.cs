using Yihe.Kernel.Working;

namespace Yihe.Host.Operations.Opening;

/// <summary>What the doctor finds while the region is served, for the system administrator who does not sit at its machine.</summary>
internal static class ShowChecks
{
    internal sealed record Input;

    internal sealed record Outcome(IReadOnlyList<Check> Checks);

    internal static readonly Look<Input, Outcome> Door = new("opening.checks", "查看体检结果", OpeningNotes.Manage, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct) =>
        work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal
            ? refusal
            : new Outcome(await Doctor.Running(work.Platform, ct));
}
