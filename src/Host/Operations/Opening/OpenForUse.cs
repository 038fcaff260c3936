using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations.Opening;

/// <summary>
/// The system administrator declares the region open, once nothing of the first days is undone and the doctor finds nothing wrong.
/// Institutions may follow one by one, but some must be there. It locks nothing: whoever has an account can work before.
/// </summary>
internal static class OpenForUse
{
    internal sealed record Input;

    internal static readonly Change<Input, Done> Door = new(
        "opening.open",
        "宣布启用",
        OpeningNotes.Manage,
        Run,
        Ahead: async (platform, _, _, ct) => await Doctor.Running(platform, ct)
    );

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var opening = await ShowOpening.Of(work, ct);
        if (opening.OpenedAt is { } at)
            return Refusal.Conflict("opened", $"{at.Local():yyyy-MM-dd HH:mm} 已经启用");
        var missing = opening
            .Steps.SkipLast(1)
            .Where(s => s.State == StepState.Open || s is { State: StepState.Begun, Name: "administrators" })
            .Select(s => $"{s.Title}（{s.Found}）")
            .Concat(((IReadOnlyList<Check>)work.Ahead!).Where(c => c.State == CheckState.Wrong).Select(c => $"体检“{c.What}”不对"))
            .ToList();
        if (missing.Count > 0)
            return Refusal.Conflict("not-ready", $"还不能启用，请先办完：{string.Join('；', missing)}");
        await OpeningNotes.Write(work, new OpeningNotes.Opened(work.Now, work.Actor.Account), ct);
        return await work.Commit(Done.Yes, ct);
    }
}
