namespace Yihe.Organization;

public enum CoverMode
{
    [Display(Name = "定期巡诊")]
    Round,

    [Display(Name = "派驻人员")]
    Posting,

    [Display(Name = "邻（联）村延伸服务")]
    Neighbour,
}

/// <summary>How villages too small for a doctor of their own, or for which none is found, are looked after (小村覆盖). QJ-10.</summary>
/// <param name="Below">a village with fewer people needs no site of its own</param>
/// <param name="Modes">the ways there are</param>
public sealed record VillageCover(
    [property: Display(Name = "不设卫生室的人口上限")] int Below,
    [property: Display(Name = "服务方式")] IReadOnlyList<CoverMode> Modes,
    [property: Display(Name = "覆盖的村")] IReadOnlyList<CoveredVillage> Villages,
    string Source
)
{
    /// <summary>The villages an institution looks after.</summary>
    public IReadOnlyList<CoveredVillage> Of(InstitutionCard institution) => [.. Villages.Where(v => v.By == institution.Code)];

    internal IEnumerable<BlueprintFault> Faults(OrganizationSection section, Blueprint whole)
    {
        foreach (var (village, i) in Villages.Select((v, i) => (v, i)))
        {
            var path = $"$.organization.villageCover.villages[{i}]";
            if (!whole.Of<Place>().Villages.Contains(village.Village))
                yield return new($"{path}.village", village.Village, "place.villages 中的村", "请补上该村或改正村名");
            if (section.Institutions.All(at => at.Code != village.By))
                yield return new($"{path}.by", village.By, "已列出的机构代码", "请改正承担机构");
            if (village.Population >= Below && !village.NoDoctor)
                yield return new(
                    $"{path}.population",
                    $"{village.Population}",
                    $"少于 {Below} 人，或招不到村医",
                    "请改正人数，或改设卫生室"
                );
            if (!Modes.Contains(village.Mode))
                yield return new($"{path}.mode", $"{village.Mode}", "modes 中的方式", "请改正服务方式");
            if (village.Mode == CoverMode.Round == (village.Days is null or []))
                yield return new($"{path}.days", "（没有写）", "巡诊写明每周哪几天，其他方式不写", "请改正巡诊日");
        }
    }
}

/// <param name="By">the institution that looks after it</param>
/// <param name="Days">for rounds: the days of the week</param>
/// <param name="NoDoctor">large enough, but no doctor is found for the time being</param>
public sealed record CoveredVillage(
    [property: Display(Name = "村")] string Village,
    [property: Display(Name = "人口")] int Population,
    [property: Display(Name = "服务方式")] CoverMode Mode,
    [property: Display(Name = "承担机构")] string By,
    string Source,
    [property: Display(Name = "每周哪几天")] IReadOnlyList<DayOfWeek>? Days = null,
    [property: Display(Name = "暂无村医")] bool NoDoctor = false
)
{
    /// <summary>"每周二、周五".</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? When => Days is null ? null : "每周" + string.Join('、', Days.Select(d => "日一二三四五六"[(int)d]));
}
