using System.ComponentModel.DataAnnotations;
using Yihe.Residents.Visits;

namespace Yihe.Referral;

/// <summary>The patient is here; the stay begins, in the course of the referral. On the green channel this may come before everything else. XX-25.</summary>
internal static class ConfirmArrival
{
    internal sealed record Input(
        ReferralId Id,
        int? Version = null,
        [property: Display(Name = "收治方式")] EncounterKind Kind = EncounterKind.Outpatient,
        [property: Display(Name = "接诊科室")] string? Department = null
    );

    internal static readonly UseCase<Input, Moved> Door = UseCase.Change<Input, Moved>(
        "referral.confirm-arrival",
        "到院确认",
        Rights.Act,
        Run
    );

    private static async Task<Result<Moved>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Moved.Find(work, input.Id, input.Version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var referral = found.Value;
        var department = string.IsNullOrWhiteSpace(input.Department) ? referral.Department : input.Department;
        if (!ReferralFlow.Of(referral).Allows(referral, ReferralMove.ConfirmArrival, work.Actor))
            return await Moved.By(work, referral, ReferralMove.ConfirmArrival, ct);
        var stay = ResidentRecord.OpenStay(work, referral.Resident, input.Kind, referral.Course, department, referral.Picture.Diagnoses);
        return await Moved.By(
            work,
            referral,
            ReferralMove.ConfirmArrival,
            ct,
            () => (referral.Stay, referral.ArrivedAt, referral.Department, referral.AtOffice) = (stay, work.Now, department, false)
        );
    }
}
