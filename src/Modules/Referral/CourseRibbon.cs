using Yihe.Ui;

namespace Yihe.Referral;

/// <summary>The hops of a course as lanes of the ribbon: who answered for what, who answers now.</summary>
internal static class CourseRibbon
{
    private static readonly (ReferralState State, string Words)[] UpSteps =
    [
        (ReferralState.Requested, "受理"),
        (ReferralState.Accepted, "到院"),
        (ReferralState.Arrived, "诊疗"),
        (ReferralState.Concluded, "反馈"),
    ];

    private static readonly (ReferralState State, string Words)[] DownSteps =
    [
        (ReferralState.Requested, "接续"),
        (ReferralState.Accepted, "首次随访"),
        (ReferralState.Concluded, "闭环"),
    ];

    internal static IReadOnlyList<Lane> Of(IReadOnlyList<ReferralLine> course, DateTimeOffset now)
    {
        var begun = course[0].RequestedAt;
        var at = begun.Day() == now.Day() ? $"{begun.Local():HH:mm}" : $"{begun.Local():M-d}";
        var opening = new[] { "开单", "患者同意" }.Select(words => new RibbonStep(words, at, StepStatus.Done));
        return [new Lane(course[0].FromName, "转出方", [.. opening]), .. course.Select(hop => LaneOf(hop, now))];
    }

    private static Lane LaneOf(ReferralLine hop, DateTimeOffset now)
    {
        var steps = hop.IsUp ? UpSteps : DownSteps;
        var at = Array.FindIndex(steps, s => s.State == hop.State);
        return new Lane(
            hop.ToName,
            hop.IsUp ? "接收方" : "接续方",
            at < 0
                ? [new RibbonStep(hop.StateWords, hop.Number, hop.EndedAt is null ? StepStatus.Now : StepStatus.Done)]
                : [.. steps.Select((step, i) => StepOf(step.Words, i - at, hop, now))]
        );
    }

    /// <param name="ahead">how many steps after the current one</param>
    private static RibbonStep StepOf(string words, int ahead, ReferralLine hop, DateTimeOffset now) =>
        hop.EndedAt is not null || ahead < 0 ? new(words, "", StepStatus.Done)
        : ahead > 0 ? new(words, "", StepStatus.Ahead)
        : hop.DueAt is { } due
            ? new(
                words,
                hop.Department ?? "",
                StepStatus.Now,
                hop.Since is { } start && due > start ? (now - start) / (due - start) : 1,
                $"{Words.Left(due, now)}，{hop.LimitWords}",
                due < now
            )
        : new(words, hop.StateWords, StepStatus.Now);
}
