using System.ComponentModel.DataAnnotations;

namespace Yihe.Referral;

/// <summary>The receiving side takes the patient on; the referral office names the department. XX-23.</summary>
internal static class AcceptReferral
{
    internal sealed record Input(ReferralId Id, int? Version = null, [property: Display(Name = "接诊科室")] string? Department = null);

    internal static readonly UseCase<Input, Moved> Door = UseCase.Change<Input, Moved>("referral.accept", "受理", Rights.Act, Run);

    private static async Task<Result<Moved>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Moved.Find(work, input.Id, input.Version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var referral = found.Value;
        var departments = (await InstitutionDirectory.Find(work, referral.To, ct))!.Departments;
        var department = string.IsNullOrWhiteSpace(input.Department) ? referral.Department : input.Department;
        if (department is null && departments.Count > 1 && referral.AtOffice)
            return Refusal.Invalid("department", "请选择接诊科室");
        if (department is not null && !departments.Contains(department))
            return Refusal.Invalid("department", $"本机构没有“{department}”，请从科室列表中选择");
        return await Moved.By(
            work,
            referral,
            ReferralMove.Accept,
            ct,
            () => (referral.Department, referral.AtOffice) = (department, false)
        );
    }
}
