using System.ComponentModel.DataAnnotations;

namespace Yihe.Sharing;

/// <summary>Who comes first (优先次序): signed residents referred from primary care, then the referred, then the public. KS-69, GZ-52.</summary>
public enum BookingRank
{
    [Display(Name = "签约转诊")]
    Signed,

    [Display(Name = "基层转诊")]
    Referred,

    [Display(Name = "公众")]
    Public,
}

/// <summary>For whom the kept share is, and who comes before whom.</summary>
public static class Entitlement
{
    /// <summary>Whether the kept share is theirs: the staff of the kinds of institutions it is kept for, and patients they refer.</summary>
    public static async Task<bool> Of(Work work, InstitutionId institution, CancellationToken ct) =>
        await InstitutionDirectory.Find(work, institution, ct) is { } card
        && work.Platform.Blueprints.At<AccessSection>(work.Now).KeptFor.Contains(card.Kind);

    /// <summary>Whether a resident who books alone has the early window and the kept share: where the plan gives them to the signed. WJ-13.</summary>
    public static bool Of(Work work, ResidentCard resident) =>
        resident.SignedTeam is not null && work.Platform.Blueprints.At<AccessSection>(work.Now).Slots.SignedEarly;

    public static BookingRank RankOf(ResidentCard resident, bool entitled) =>
        !entitled ? BookingRank.Public
        : resident.SignedTeam is not null ? BookingRank.Signed
        : BookingRank.Referred;
}
