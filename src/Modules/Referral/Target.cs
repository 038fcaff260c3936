namespace Yihe.Referral;

/// <summary>Where a referral goes: a member of the same consortium today, other than one's own, and a department it has.</summary>
internal sealed record Target(InstitutionCard Institution, string? Department, bool HasOffice)
{
    internal static async Task<Result<Target>> For(Work work, InstitutionId to, string? department, CancellationToken ct)
    {
        if (to == work.Actor.Institution)
            return Refusal.Invalid("to", "不能转给本机构，请选择其他成员机构");
        return await Redirected(work, to, department, ct);
    }

    /// <summary>As <see cref="For"/>, but one's own institution may be named: another department of it.</summary>
    internal static async Task<Result<Target>> Redirected(Work work, InstitutionId to, string? department, CancellationToken ct)
    {
        var all = await InstitutionDirectory.All(work, ct);
        var own = all.FirstOrDefault(i => i.Id == work.Actor.Institution);
        var institution = all.FirstOrDefault(i => i.Id == to);
        if (institution is null || institution.Consortium is null || institution.Consortium != own?.Consortium)
            return Refusal.Invalid("to", $"{institution?.Name ?? "所选机构"}今天不是本医共体成员，不能转入；请从成员机构中选择");
        if (!string.IsNullOrWhiteSpace(department) && !institution.Departments.Contains(department))
            return Refusal.Invalid("department", $"{institution.ShortName}没有“{department}”，请从该机构的科室中选择");
        var offices = work.Platform.Blueprints.At<ReferralSection>(work.Now).Offices;
        return new Target(institution, string.IsNullOrWhiteSpace(department) ? null : department, offices.Contains(institution.Code));
    }

    /// <summary>Whether it must pass the referral office there: not when that office itself names the department.</summary>
    internal bool Sends(Work work) => HasOffice && (Department is null || work.Actor.Institution != Institution.Id);
}
