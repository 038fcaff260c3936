using Yihe.Access.Appointments;

namespace Yihe.Access;

/// <summary>For whom the kept share is, and who comes before whom.</summary>
internal static class Entitlement
{
    /// <summary>Whether the kept share is theirs: the staff of the kinds of institutions it is kept for, and patients they refer.</summary>
    internal static async Task<bool> Of(Work work, InstitutionId institution, CancellationToken ct) =>
        await InstitutionDirectory.Find(work, institution, ct) is { } card
        && work.Platform.Blueprints.At<AccessSection>(work.Now).KeptFor.Contains(card.Kind);

    /// <summary>Whether a resident who books alone has the early window and the kept share: where the plan gives them to the signed. WJ-13.</summary>
    internal static bool Of(Work work, ResidentCard resident) =>
        resident.SignedTeam is not null && work.Platform.Blueprints.At<AccessSection>(work.Now).Slots.SignedEarly;

    internal static BookingRank RankOf(ResidentCard resident, bool entitled) =>
        !entitled ? BookingRank.Public
        : resident.SignedTeam is not null ? BookingRank.Signed
        : BookingRank.Referred;
}
