namespace Yihe.Organization;

/// <summary>How a city is divided (网格): one group in each, well led, and who takes patients across. GZ-04, GZ-05, GZ-06, GZ-09.</summary>
/// <param name="Least">so many grids a city has</param>
/// <param name="LeadLevel">the level a lead must have</param>
/// <param name="LeadKinds">what a lead must be; hospitals of these kinds below that level are members without exception</param>
/// <param name="Crossing">kinds of institutions that take patients of every grid</param>
public sealed record GridRules(
    [property: Display(Name = "网格最少个数")] int Least,
    [property: Display(Name = "牵头单位级别")] InstitutionLevel LeadLevel,
    [property: Display(Name = "牵头单位类别")] IReadOnlyList<InstitutionKind> LeadKinds,
    [property: Display(Name = "跨网格服务的机构类别")] IReadOnlyList<InstitutionKind> Crossing,
    string Source
)
{
    internal IEnumerable<BlueprintFault> Faults(OrganizationSection section)
    {
        var grids = section.Consortia.Select(c => c.Grid ?? "").ToList();
        if (grids.Distinct().Count() < Least || grids.Contains("") || grids.Distinct().Count() < grids.Count)
            yield return new("$.organization.consortia", string.Join('、', grids), $"至少 {Least} 个网格，每个网格一个集团", "请改正网格");
        foreach (var consortium in section.Consortia)
        {
            var leads = section
                .Institutions.Where(i => Is(i, m => m.Consortium == consortium.Code && m.Role == MembershipRole.Lead))
                .ToList();
            if (leads is not [var lead] || lead.Level != LeadLevel || !LeadKinds.Contains(lead.Kind))
                yield return new(
                    "$.organization.institutions",
                    $"{consortium.Name}由 {string.Join('、', leads.Select(l => l.Name))} 牵头",
                    "一家符合级别和类别的医院牵头",
                    "请改正牵头单位"
                );
        }
        foreach (var left in section.Institutions.Where(i => LeadKinds.Contains(i.Kind) && i.Level > InstitutionLevel.Primary))
            if (left.Level < LeadLevel && !Is(left, m => m.Role <= MembershipRole.Member))
                yield return new("$.organization.institutions", $"{left.Name}不在任何集团", "网格内综合医院全部为成员", "请补上成员关系");
    }

    private static bool Is(InstitutionPlan institution, Func<MembershipPlan, bool> so) => institution.Memberships?.Any(so) == true;
}

/// <summary>How two institutions are bound on a day, for a patient who goes from one to the other.</summary>
public enum Bond
{
    [Display(Name = "成员之间")]
    Group,

    [Display(Name = "跨网格")]
    AcrossGrids,

    [Display(Name = "外转")]
    Outside,
}

/// <summary>An institution's part in a consortium as others see it.</summary>
public sealed record Tie(string Consortium, MembershipRole Role, string? Zone, IReadOnlyList<string> Specialties)
{
    internal bool IsHome => Role is MembershipRole.Lead or MembershipRole.Member;
}
