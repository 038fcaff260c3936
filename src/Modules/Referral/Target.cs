namespace Yihe.Referral;

/// <summary>
/// Where a referral goes today, other than one's own house, and a department it has: a member of the same consortium, an institution
/// that serves the sender's grid or takes patients across, or a partner outside. GZ-09, GZ-10.
/// </summary>
internal sealed record Target(InstitutionCard Institution, Bond Bond, string? Department, bool HasOffice)
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
        var institution = all.FirstOrDefault(i => i.Id == to);
        var grids = work.Platform.Blueprints.At<OrganizationSection>(work.Now).Grids;
        var bond = institution is null ? null : all.FirstOrDefault(i => i.Id == work.Actor.Institution)?.BondTo(institution, grids);
        if (institution is null || bond is not { } bound)
            return Refusal.Invalid("to", NotBound(work, institution));
        if (!string.IsNullOrWhiteSpace(department) && !institution.Departments.Contains(department))
            return Refusal.Invalid("department", $"{institution.ShortName}没有“{department}”，请从该机构的科室中选择");
        var offices = work.Platform.Blueprints.At<ReferralSection>(work.Now).Offices;
        return new Target(
            institution,
            bound,
            string.IsNullOrWhiteSpace(department) ? null : department,
            offices.Contains(institution.Code)
        );
    }

    /// <summary>Whether it must pass the referral office there: not when that office itself names the department.</summary>
    internal bool Sends(Work work) => HasOffice && (Department is null || work.Actor.Institution != Institution.Id);

    private static string NotBound(Work work, InstitutionCard? institution) =>
        $"{institution?.Name ?? "所选机构"}今天不是本{work.Platform.Blueprints.At<Place>(work.Now).ConsortiumWord}成员，"
        + "也不跨网格服务或协作，不能转入；请从列出的机构中选择";
}
