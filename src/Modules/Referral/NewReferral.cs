using Yihe.Residents;

namespace Yihe.Referral;

/// <summary>Makes the row of a new hop, up or down, and lets both sides see the patient while it lasts.</summary>
internal static class NewReferral
{
    internal static async Task<Referral> Make(
        Work work,
        ReferralDirection direction,
        ReferralPriority priority,
        Target target,
        ResidentCard resident,
        Guid course,
        ReferralId? follows,
        ClinicalPicture picture,
        Basis basis,
        CarePlan? plan,
        CancellationToken ct
    )
    {
        var prefix = work.Platform.Blueprints.At<Place>(work.Now).NumberPrefix;
        var referral = work.Add(
            new Referral
            {
                Id = new ReferralId(work.NewId()),
                Number = await Counter.DatedNumber(work, prefix, ct),
                Direction = direction,
                Priority = priority,
                From = work.Actor.Institution,
                To = target.Institution.Id,
                Department = target.Department,
                AtOffice = target.HasOffice,
                Resident = resident.Id,
                Person = resident.Name,
                PersonDetail = resident.SexAndAge,
                Course = course,
                Follows = follows,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                RequestedBy = work.Actor.Account,
                RequestedAt = work.Now,
                Picture = picture,
                Basis = basis,
                Plan = plan,
            }
        );
        await ResidentDirectory.Relate(work, resident.Id, referral.From, CareKind.Referral, referral.Key, ct);
        await ResidentDirectory.Relate(work, resident.Id, referral.To, CareKind.Referral, referral.Key, ct);
        return referral;
    }
}
