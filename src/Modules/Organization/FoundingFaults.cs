namespace Yihe.Organization;

/// <summary>What would found a place that cannot work: nobody who leads, a house that stands below itself.</summary>
internal static class FoundingFaults
{
    internal static IEnumerable<BlueprintFault> In(OrganizationSection section) => [.. Leads(section), .. Loops(section)];

    private static IEnumerable<BlueprintFault> Leads(OrganizationSection section) =>
        from consortium in section.Consortia
        where
            !section.Institutions.Any(i =>
                i.Joined && (i.Memberships ?? []).Any(m => m.Consortium == consortium.Code && m.Role == MembershipRole.Lead)
            )
        select new BlueprintFault(
            "$.organization.consortia",
            $"{consortium.Code} 没有牵头单位",
            "至少一家 lead",
            "请在牵头单位的 memberships 中写 role: lead"
        );

    private static IEnumerable<BlueprintFault> Loops(OrganizationSection section)
    {
        var parents = section.Institutions.DistinctBy(i => i.Code).ToDictionary(i => i.Code, i => i.Parent);
        return from institution in section.Institutions.Index()
            where StandsBelowItself(institution.Item.Code)
            select new BlueprintFault(
                $"$.organization.institutions[{institution.Index}].parent",
                institution.Item.Parent!,
                "不在自己之下的机构",
                "请改正上级机构，不能互为上级"
            );
        bool StandsBelowItself(string code)
        {
            var (at, steps) = (parents[code], 0);
            while (at is not null && at != code && steps++ < parents.Count)
                at = parents.GetValueOrDefault(at);
            return at == code;
        }
    }
}
