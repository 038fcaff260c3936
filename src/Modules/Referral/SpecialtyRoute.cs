namespace Yihe.Referral;

/// <summary>Which patients go to the lead of a specialty (按专科牵头): every condition given must hold. QJ-06.</summary>
/// <param name="Specialty">as the lead's membership names it</param>
/// <param name="BelowAge">only younger than so many years</param>
/// <param name="DiagnosisPrefixes">ICD-10 codes beginning so</param>
public sealed record SpecialtyRoute(
    [property: Display(Name = "专科")] string Specialty,
    string Source,
    [property: Display(Name = "年龄低于")] int? BelowAge = null,
    [property: Display(Name = "诊断编码开头")] IReadOnlyList<string>? DiagnosisPrefixes = null
)
{
    internal bool Fits(ResidentCard resident, string? diagnosis, DateOnly day) =>
        (BelowAge is not { } age || resident.BirthDate > day.AddYears(-age))
        && (DiagnosisPrefixes is null || DiagnosisPrefixes.Any(p => diagnosis?.StartsWith(p, StringComparison.Ordinal) == true));
}

/// <summary>The lead a new referral is proposed to go to, and why.</summary>
internal sealed record Proposal(InstitutionId To, string? Department, string Words)
{
    /// <summary>The first route that fits decides, where one of the targets leads that specialty.</summary>
    internal static Proposal? For(
        IEnumerable<SpecialtyRoute> routes,
        IReadOnlyList<InstitutionCard> targets,
        ResidentCard resident,
        string? diagnosis,
        DateOnly day
    ) =>
        (
            from route in routes.Where(r => r.Fits(resident, diagnosis, day))
            from lead in targets.Where(i => i.Ties.Any(t => t.Specialties.Contains(route.Specialty)))
            let department = lead.Departments.FirstOrDefault(d => d == route.Specialty)
            select new Proposal(lead.Id, department, $"{route.Specialty}由{lead.ShortName}牵头")
        ).FirstOrDefault();
}
