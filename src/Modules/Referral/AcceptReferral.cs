using System.ComponentModel.DataAnnotations;

namespace Yihe.Referral;

/// <summary>The receiving side takes the patient on; the referral office names the department. XX-23.</summary>
internal static class AcceptReferral
{
    internal sealed record Input(ReferralId Id, int? Version = null, [property: Display(Name = "接诊科室")] string? Department = null)
        : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>("referral.accept", "受理", ReferralMove.Accept, Prepare);

    private static async Task<Result<Action>> Prepare(Work work, Referral referral, Input input, CancellationToken ct)
    {
        var departments = (await InstitutionDirectory.Find(work, referral.To, ct))!.Departments;
        var department = string.IsNullOrWhiteSpace(input.Department) ? referral.Department : input.Department;
        if (department is null && departments.Count > 1 && referral.AtOffice)
            return Refusal.Invalid("department", "请选择接诊科室");
        if (department is not null && !departments.Contains(department))
            return Refusal.Invalid("department", $"本机构没有“{department}”，请从科室列表中选择");
        return (Action)(() => (referral.Department, referral.AtOffice) = (department, false));
    }
}
