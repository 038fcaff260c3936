namespace Yihe.Organization;

/// <summary>What would found a place that cannot work: nobody to administer it, nobody who leads, a house that stands below itself.</summary>
internal static class FoundingFaults
{
    private static readonly Lazy<RoleBook> Book = new(() => RoleBook.Read(Path.Combine(AppContext.BaseDirectory, "knowledge")));

    internal static IEnumerable<BlueprintFault> In(OrganizationSection section) =>
        [.. Roles(section), .. Administrators(section), .. Leads(section), .. Loops(section)];

    private static IEnumerable<BlueprintFault> Roles(OrganizationSection section) =>
        from staff in section.Staff.Index()
        let codes = staff.Item.Posts.SelectMany(p => p.Roles).Distinct().ToList()
        let clash = Book.Value.Clash(codes)
        where clash is not null
        select new BlueprintFault(
            $"$.organization.staff[{staff.Index}].posts",
            string.Join('、', codes),
            "角色表中的角色；三员各由一人单独担任",
            clash.Faults[0].Message
        );

    private static IEnumerable<BlueprintFault> Administrators(OrganizationSection section) =>
        from role in Book.Value.All
        where role.Exclusive && !section.Staff.SelectMany(s => s.Posts).SelectMany(p => p.Roles).Contains(role.Code)
        select new BlueprintFault(
            "$.organization.staff",
            $"没有{role.Title}",
            "三员各一人",
            $"请补上一位{role.Title}（{role.Code}），否则无人能管理账号、授权或审计"
        );

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
