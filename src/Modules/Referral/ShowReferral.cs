using Yihe.Kernel.Acts;
using Yihe.Referral.Attachments;

namespace Yihe.Referral;

/// <summary>One referral whole: the patient, the picture, the hops of its course, the timeline, and what the looker may do. XX-26.</summary>
internal static class ShowReferral
{
    internal sealed record Input(ReferralId Id);

    /// <param name="isClosed">what the looker sees of the illness is that it is not open to them</param>
    internal sealed class Outcome(Referral r, bool isClosed)
    {
        public int Version => r.Version;
        public int Blueprint => r.Blueprint;
        public bool IsClosed => isClosed;
        public ClinicalPicture Picture => isClosed ? Closed.Picture : r.Picture;
        public Basis Basis => isClosed ? r.Basis with { Criteria = [], Override = null } : r.Basis;
        public CarePlan? Plan => isClosed ? null : r.Plan;
        public string? LastReason => isClosed ? null : r.LastReason;
        public string? Conclusion => isClosed ? null : r.Conclusion;
        public ReferralLine Here => Course.First(hop => hop.Id == r.Id);
        public required IReadOnlyList<ReferralLine> Course { get; init; }
        public required string Whereabouts { get; init; }
        public required ResidentCard Resident { get; init; }
        public required IReadOnlyList<Criterion> Criteria { get; init; }
        public required string? RequestedBy { get; init; }
        public required MatterSlot? Slot { get; init; }
        public required MatterBed? Bed { get; init; }

        /// <summary>What a stay where this goes costs before the insurance pays. WJ-76, WJ-77, XX-53.</summary>
        public required IReadOnlyList<Deductible> Deductibles { get; init; }
        public bool SlotLost => r.WishedSlot is not null && Slot is null;

        /// <summary>Where the looker may accept: the sessions to choose from.</summary>
        public required IReadOnlyList<KeyValuePair<string, string>> Slots { get; init; }
        public required IReadOnlyList<AttachmentLine> Attachments { get; init; }
        public required IReadOnlyList<TimelineLine> Timeline { get; init; }
        public required IReadOnlyList<Offer<ReferralMove>> Offers { get; init; }
    }

    internal static readonly Look<Input, Outcome> Door = new("referral.show", "查看转诊单", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var r = found.Value;
        (work.Subject, work.Matter, work.Purpose) = (r.Subject, r.Course, "referral");
        var all = await work.Db.Set<Referral>().AsNoTracking().Where(o => o.Course == r.Course).OrderBy(o => o.RequestedAt).ToListAsync(ct);
        var course = await ReferralLine.Of(work, all, ct);
        var to = (await InstitutionDirectory.Find(work, r.To, ct))!;
        var isClosed = (await Closed.To(work, all, ct, also: true))(r);
        var outcome = new Outcome(r, isClosed)
        {
            Course = course,
            Whereabouts = Whereabouts(course[^1]),
            Resident = await ResidentDirectory.Known(work, r.Resident, ct),
            Criteria = isClosed ? [] : work.Platform.Blueprints.Of<ReferralSection>(r.Blueprint).CriteriaOf(r),
            RequestedBy = await AccountDirectory.NameOf(work, r.RequestedBy, ct),
            Slot = await SlotDesk.Of(work, r.Key, ct),
            Bed = await BedDesk.Of(work, r.Key, ct),
            Deductibles = await DeductibleDesk.For(work, r.Course, [to], r.ArrivedAt ?? r.EndedAt ?? work.Now, ct),
            Slots = MayAccept(r, work.Actor) ? await SlotDesk.Offers(work, [r.To], r.From, r.Department, ct) : [],
            Attachments = isClosed ? [] : await AttachmentLine.Of(work, r.Id, ct),
            Timeline = await Timeline.Of(work, r.Course, act => Say(act, course), ct),
            Offers = ReferralFlow.Of(r).Offers(r, work.Actor),
        };
        return await work.Look(outcome, ct);
    }

    private static bool MayAccept(Referral r, Actor actor) => r.IsUp && ReferralFlow.Up.Allows(r, ReferralMove.Accept, actor);

    /// <summary>A move in the words of its own flow, and which hop it moved.</summary>
    private static (string? Words, string? About) Say(Act act, IReadOnlyList<ReferralLine> course) =>
        course.FirstOrDefault(h => h.Id.Value == act.EntityId) is { } hop
            ? (act.Move is { } move ? ReferralFlow.Of(hop.Direction).WordsForMove(move) : null, $"{hop.FromName} → {hop.ToName}")
            : (null, null);

    /// <summary>Where the patient is now, for every party of the course.</summary>
    private static string Whereabouts(ReferralLine last) =>
        (last.State, last.IsUp) switch
        {
            (ReferralState.Arrived, _) or (ReferralState.Accepted, false) => $"患者在 {last.ToName} {last.Department}".TrimEnd(),
            (ReferralState.Concluded, false) => $"患者由 {last.ToName} 继续管理",
            (ReferralState.Concluded, true) => $"患者已离开 {last.ToName}",
            _ => $"患者尚未到 {last.ToName}（{last.StateWords}）",
        };
}
