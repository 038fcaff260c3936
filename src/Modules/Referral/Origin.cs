namespace Yihe.Referral;

/// <summary>What a new hop goes on from: a visit, the hop before, or just a person.</summary>
/// <param name="Picture">what is known already; null where it must be typed</param>
internal sealed record Origin(ResidentId Resident, Guid Course, ClinicalPicture? Picture, VisitFacts? Facts, Referral? Before)
{
    internal static async Task<Result<Origin>> Find(Work work, Guid? visit, ReferralId? follows, ResidentId? resident, CancellationToken ct)
    {
        if (follows is not null)
            return await work.Db.FindAsync<Referral>([follows], ct) is { } before && before.To == work.Actor.Institution
                ? Of(before)
                : Refusal.NotFound;
        if (visit is { } encounter)
            return await ResidentRecord.Visit(work, encounter, ct) is { } facts
                ? new Origin(facts.Resident, facts.Course, PictureOf(facts), facts, null)
                : Refusal.Invalid("visit", "没有找到这次接诊，或不是本机构的接诊；请从接诊记录重新发起");
        if (resident is not { } id)
            return Refusal.Invalid("resident", "请先从居民页或接诊开始转诊");
        return (await ResidentDirectory.Find(work, id, ct)).To(card => new Origin(card.Id, work.NewId(), null, null, null));
    }

    internal static Origin Of(Referral before) => new(before.Resident, before.Course, before.Picture, null, before);

    /// <summary>With complaint and diagnosis typed: a person has no picture yet, and a hop may be sent on with another.</summary>
    internal Result<Origin> Typed(Work work, string? complaint, string? diagnosis)
    {
        if (Facts is not null || (Before is not null && string.IsNullOrWhiteSpace(diagnosis) && string.IsNullOrWhiteSpace(complaint)))
            return this;
        if (string.IsNullOrWhiteSpace(complaint))
            return Refusal.Invalid("complaint", "请写主诉");
        return DiagnosisTable
            .Choose(work.Platform, diagnosis)
            .To(found => this with { Picture = new(complaint.Trim(), Picture?.Signs ?? "", [found.ToString()], "", null, null) });
    }

    /// <summary>The new hop begins, in its flow; both sides see the patient while it lasts.</summary>
    internal async Task<Referral> Send(
        Work work,
        ReferralDirection direction,
        ReferralPriority priority,
        Target target,
        ClinicalPicture picture,
        Basis basis,
        CarePlan? plan,
        CancellationToken ct
    )
    {
        var resident = await ResidentDirectory.Known(work, Resident, ct);
        var referral = work.Add(
            new Referral
            {
                Id = new ReferralId(work.NewId()),
                Number = await Counter.DatedNumber(work, work.Platform.Blueprints.At<Place>(work.Now).NumberPrefix, ct),
                Direction = direction,
                Priority = priority,
                From = work.Actor.Institution,
                To = target.Institution.Id,
                Bond = target.Bond,
                Department = target.Department,
                AtOffice = target.HasOffice && direction == ReferralDirection.Up,
                Resident = resident.Id,
                Person = resident.Name,
                PersonDetail = resident.SexAndAge,
                Course = Course,
                Follows = Before?.Id,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                RequestedBy = work.Actor.Account,
                RequestedAt = work.Now,
                Picture = picture,
                Basis = basis,
                Plan = plan,
            }
        );
        foreach (var side in referral.Parties)
            await ResidentDirectory.Relate(work, resident.Id, side, CareKind.Referral, referral.Key, ct);
        await ReferralFlow.Of(referral).Enter(work, referral, ct);
        ReferralFacts.Requested(work, referral);
        return referral;
    }

    private static ClinicalPicture PictureOf(VisitFacts facts) =>
        new(facts.Complaint, facts.Signs, [$"{facts.DiagnosisName} {facts.DiagnosisCode}"], "", null, null);
}
