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
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>(
        "referral.confirm-arrival",
        "到院确认",
        ReferralMove.ConfirmArrival,
        Prepare
    );

    private static async Task<Result<Action>> Prepare(Work work, Referral referral, Input input, CancellationToken ct)
    {
        var department = string.IsNullOrWhiteSpace(input.Department) ? referral.Department : input.Department;
        if (department is not null && !(await InstitutionDirectory.Find(work, referral.To, ct))!.Departments.Contains(department))
            return Refusal.Invalid("department", $"本机构没有“{department}”，请从科室列表中选择");
        var stay = ResidentRecord.OpenStay(work, referral.Resident, input.Kind, referral.Course, department, referral.Picture.Diagnoses);
        return (Action)(
            () => (referral.Stay, referral.ArrivedAt, referral.Department, referral.AtOffice) = (stay, work.Now, department, false)
        );
    }
}
