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

    internal static IReadOnlyList<Lane> Of(ShowReferral.Outcome shown, DateTimeOffset now)
    {
        var first = shown.Course[0];
        var opening = new Lane(first.FromName, "转出方", [Done("开单", first, now), Done("患者同意", first, now)]);
        return [opening, .. shown.Course.Select(hop => LaneOf(hop, shown, now))];
    }

    private static RibbonStep Done(string words, ShowReferral.Hop first, DateTimeOffset now) =>
        new(
            words,
            first.RequestedAt.Day() == now.Day() ? $"{first.RequestedAt.Local():HH:mm}" : $"{first.RequestedAt.Local():M-d}",
            StepStatus.Done
        );

    private static Lane LaneOf(ShowReferral.Hop hop, ShowReferral.Outcome shown, DateTimeOffset now)
    {
        var steps = hop.Direction == ReferralDirection.Up ? UpSteps : DownSteps;
        var part = hop.Direction == ReferralDirection.Up ? "接收方" : "接续方";
        var at = Array.FindIndex(steps, s => s.State == hop.State);
        return at < 0
            ? new Lane(
                hop.ToName,
                part,
                [new RibbonStep(hop.StateWords, hop.Number, hop.EndedAt is null ? StepStatus.Now : StepStatus.Done)]
            )
            : new Lane(hop.ToName, part, [.. steps.Select((s, i) => StepOf(s.Words, i, at, hop, shown, now))]);
    }

    private static RibbonStep StepOf(string words, int i, int at, ShowReferral.Hop hop, ShowReferral.Outcome shown, DateTimeOffset now)
    {
        if (hop.EndedAt is not null || i < at)
            return new RibbonStep(words, "", StepStatus.Done);
        if (i > at)
            return new RibbonStep(words, "", StepStatus.Ahead);
        var due = hop.Id == shown.Id ? shown.DueAt : null;
        return due is { } limit
            ? new RibbonStep(
                words,
                hop.Department ?? "",
                StepStatus.Now,
                Share(shown.Since, limit, now),
                $"{Words.Left(limit, now)}，{shown.LimitWords}",
                limit < now
            )
            : new RibbonStep(words, hop.StateWords, StepStatus.Now);
    }

    private static double Share(DateTimeOffset? since, DateTimeOffset due, DateTimeOffset now) =>
        since is { } start && due > start ? (now - start) / (due - start) : 1;
}
