using Yihe.Kernel.Acts;
using Yihe.Kernel.Flows;
using Yihe.Referral.Attachments;
using Yihe.Residents;

namespace Yihe.Referral;

/// <summary>One referral whole: the patient, the picture, the hops of its course, the timeline, and what the looker may do. XX-26.</summary>
internal static class ShowReferral
{
    internal sealed record Input(ReferralId Id);

    internal sealed record Outcome(
        ReferralId Id,
        int Version,
        string Number,
        ReferralDirection Direction,
        ReferralPriority Priority,
        string State,
        string StateWords,
        Tone Tone,
        DateTimeOffset? Since,
        DateTimeOffset? DueAt,
        string? LimitWords,
        ResidentCard Resident,
        Hop Here,
        IReadOnlyList<Hop> Course,
        string? Whereabouts,
        ClinicalPicture Picture,
        Basis Basis,
        IReadOnlyList<Criterion> Criteria,
        CarePlan? Plan,
        string? LastReason,
        string? Conclusion,
        string? RequestedBy,
        IReadOnlyList<AttachmentLine> Attachments,
        IReadOnlyList<TimelineLine> Timeline,
        IReadOnlyList<Offer<ReferralMove>> Offers
    );

    /// <summary>One hop of the course, for the ribbon: which institutions, and how far.</summary>
    internal sealed record Hop(
        ReferralId Id,
        string Number,
        ReferralDirection Direction,
        InstitutionId From,
        InstitutionId To,
        string FromName,
        string ToName,
        string? Department,
        ReferralState State,
        string StateWords,
        DateTimeOffset RequestedAt,
        DateTimeOffset? EndedAt
    );

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Look<Input, Outcome>("referral.show", "查看转诊单", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var r = found.Value;
        (work.Subject, work.Matter, work.Purpose) = (r.Subject, r.Course, "referral");
        var hops = await Hops(work, r.Course, ct);
        var item = await work.Db.Set<WorkItem>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == r.Key && w.Open, ct);
        var section = work.Platform.Blueprints.Of<ReferralSection>(r.Blueprint);
        var flow = ReferralFlow.Of(r);
        var timeline = await Timeline.Of(work, r.Course, act => Say(act, hops), ct);
        var outcome = new Outcome(
            r.Id,
            r.Version,
            r.Number,
            r.Direction,
            r.Priority,
            Shape.JsonName(r.State.ToString()),
            flow[r.State].Words,
            flow[r.State].Tone,
            item?.Since,
            item?.DueAt,
            item?.LimitWords,
            await ResidentDirectory.Known(work, r.Resident, ct),
            hops.First(h => h.Id == r.Id),
            hops,
            Whereabouts(hops),
            r.Picture,
            r.Basis,
            [.. section.Criteria.Where(c => r.Basis.Criteria.Contains(c.Code))],
            r.Plan,
            r.LastReason,
            r.Conclusion,
            await AccountDirectory.NameOf(work, r.RequestedBy, ct),
            await AttachmentLine.Of(work, r.Id, ct),
            timeline,
            flow.Offers(r, work.Actor)
        );
        return await work.Look(outcome, ct);
    }

    /// <summary>A move in the words of its own flow, and which hop it moved.</summary>
    private static (string? Words, string? About) Say(Act act, IReadOnlyList<Hop> hops)
    {
        if (hops.FirstOrDefault(h => h.Id.Value == act.EntityId) is not { } hop)
            return (null, null);
        var flow = hop.Direction == ReferralDirection.Up ? ReferralFlow.Up : ReferralFlow.Down;
        return (act.Move is { } move ? flow.WordsForMove(move) : null, $"{hop.FromName} → {hop.ToName}");
    }

    /// <summary>Where the patient is now, for every party of the course.</summary>
    private static string? Whereabouts(IReadOnlyList<Hop> hops)
    {
        var last = hops[^1];
        return last.State switch
        {
            ReferralState.Arrived
            or ReferralState.Accepted when last.Direction == ReferralDirection.Down || last.State == ReferralState.Arrived =>
                $"患者在 {last.ToName} {last.Department}".TrimEnd(),
            ReferralState.Concluded when last.Direction == ReferralDirection.Down => $"患者由 {last.ToName} 继续管理",
            ReferralState.Concluded => $"患者已离开 {last.ToName}",
            _ => $"患者尚未到 {last.ToName}（{last.StateWords}）",
        };
    }

    private static async Task<List<Hop>> Hops(Work work, Guid course, CancellationToken ct)
    {
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var all = await work.Db.Set<Referral>().AsNoTracking().Where(r => r.Course == course).OrderBy(r => r.RequestedAt).ToListAsync(ct);
        return
        [
            .. all.Select(r => new Hop(
                r.Id,
                r.Number,
                r.Direction,
                r.From,
                r.To,
                names[r.From],
                names[r.To],
                r.Department,
                r.State,
                ReferralFlow.Of(r)[r.State].Words,
                r.RequestedAt,
                r.EndedAt
            )),
        ];
    }
}
