namespace Yihe.Organization;

/// <summary>Section <c>place</c>: what the place is called, and what its numbers begin with.</summary>
/// <param name="RegionCode">six digits of GB/T 2260; the first six of local identity numbers</param>
/// <param name="NumberPrefix">two or three letters before the numbers of referrals</param>
[Display(Name = "地区")]
public sealed record Place(
    [property: Display(Name = "地区名称")] string Name,
    [property: Display(Name = "医共体的叫法")] string ConsortiumWord,
    [property: Display(Name = "行政区划代码")] string RegionCode,
    [property: Display(Name = "单号前缀")] string NumberPrefix,
    [property: Display(Name = "村（社区）")] IReadOnlyList<string> Villages,
    string Source
);

/// <summary>Section <c>organization</c>: the consortia, the institutions and how they are bound, and the first staff.</summary>
[Display(Name = "机构与人员")]
public sealed record OrganizationSection(
    [property: Founding] IReadOnlyList<ConsortiumPlan> Consortia,
    [property: Founding] IReadOnlyList<InstitutionPlan> Institutions,
    [property: Founding] IReadOnlyList<StaffPlan> Staff,
    [property: Display(Name = "网格")] GridRules? Grids = null,
    [property: Display(Name = "小村覆盖")] VillageCover? VillageCover = null,
    [property: Display(Name = "加入医共体")] JoiningPlan? Joining = null,
    [property: Display(Name = "协议")] AgreementRules? Agreements = null,
    [property: Display(Name = "不变事项")] IReadOnlyList<LockedAttribute>? Locked = null,
    [property: Founding] IReadOnlyList<NetworkPlan>? Networks = null
)
{
    /// <summary>What a consortium or a network is called.</summary>
    public string NameOf(string code) =>
        Consortia.FirstOrDefault(c => c.Code == code)?.Name ?? Networks?.FirstOrDefault(n => n.Code == code)?.Name ?? code;
}

/// <param name="Grid">the part of a city it looks after</param>
public sealed record ConsortiumPlan(string Code, string Name, string Source, string? Grid = null);

/// <param name="Joined">false: what <paramref name="Memberships"/> say is meant to be, and holds once the way in was walked</param>
public sealed record InstitutionPlan(
    string Code,
    string Name,
    string ShortName,
    InstitutionKind Kind,
    InstitutionLevel Level,
    string Source,
    string? SecondName = null,
    string? Parent = null,
    string? Phone = null,
    IReadOnlyList<string>? Departments = null,
    IReadOnlyList<MembershipPlan>? Memberships = null,
    bool Joined = true,
    Nature Nature = Nature.Public,
    string? LegalPerson = null,
    string? StaffIdentity = null,
    string? Funding = null
);

/// <param name="Specialties">what it leads in, where there are several leads</param>
public sealed record MembershipPlan(
    string Consortium,
    MembershipRole Role,
    DateOnly From,
    string? Zone = null,
    DateOnly? Until = null,
    IReadOnlyList<string>? Specialties = null
);

public sealed record StaffPlan(string Login, string Name, IReadOnlyList<PostPlan> Posts);

public sealed record PostPlan(string Institution, IReadOnlyList<string> Roles, string? Department = null);

/// <summary>Section <c>story</c>: which journey is told here, and who plays which part of it: role of the story → login.</summary>
[Display(Name = "旅程")]
public sealed record Story([property: Founding] IReadOnlyDictionary<string, string> Actors, [property: Founding] string Journey = "county");

/// <summary>What may be wrong in these sections beyond the types.</summary>
internal static class OrganizationBlueprint
{
    internal static readonly IReadOnlyList<BlueprintSection> Sections =
    [
        BlueprintSection.Of<Place>("place", CheckPlace),
        Calendar.Section,
        BlueprintSection.Of<OrganizationSection>("organization", Check),
        BlueprintSection.Of<Story>("story", CheckStory),
    ];

    private static IEnumerable<BlueprintFault> CheckPlace(Place place, Blueprint whole)
    {
        if (place.RegionCode.Length != 6 || !place.RegionCode.All(char.IsAsciiDigit))
            yield return new("$.place.regionCode", place.RegionCode, "6 位数字的行政区划代码", "请按 GB/T 2260 填写");
        if (place.NumberPrefix.Length is < 1 or > 3 || !place.NumberPrefix.All(char.IsAsciiLetterUpper))
            yield return new("$.place.numberPrefix", place.NumberPrefix, "1 至 3 个大写字母", "请改正单号前缀");
    }

    private static IEnumerable<BlueprintFault> Check(OrganizationSection section, Blueprint whole)
    {
        var codes = section.Institutions.Select(i => i.Code).ToHashSet();
        var consortia = section.Consortia.Select(c => c.Code).Concat((section.Networks ?? []).Select(n => n.Code)).ToHashSet();
        foreach (var fault in Twice("institutions", "机构代码", section.Institutions.Select(i => i.Code)))
            yield return fault;
        foreach (var fault in Twice("staff", "登录名", section.Staff.Select(s => s.Login)))
            yield return fault;
        foreach (var (i, institution) in section.Institutions.Index())
        {
            var path = $"$.organization.institutions[{i}]";
            if (institution.Parent is { } parent && !codes.Contains(parent))
                yield return new($"{path}.parent", parent, "已列出的机构代码", "请补上该机构或改正代码");
            foreach (var m in (institution.Memberships ?? []).Where(m => !consortia.Contains(m.Consortium)))
                yield return new($"{path}.memberships.consortium", m.Consortium, "已列出的医共体代码", "请改正代码");
            foreach (var m in (institution.Memberships ?? []).Where(m => m.Until <= m.From))
                yield return new(
                    $"{path}.memberships.until",
                    $"{m.Until:yyyy-MM-dd}",
                    $"晚于 {m.From:yyyy-MM-dd} 的日期",
                    "请改正退出日期"
                );
        }
        foreach (var (i, staff) in section.Staff.Index())
        {
            if (staff.Posts.Count == 0)
                yield return new(
                    $"$.organization.staff[{i}].posts",
                    $"{staff.Login} 没有任职",
                    "至少一个任职",
                    "请写明在哪家机构任什么岗位"
                );
            foreach (var post in staff.Posts.Where(p => !codes.Contains(p.Institution)))
                yield return new($"$.organization.staff[{i}].posts", post.Institution, "已列出的机构代码", "请改正任职机构");
        }
        foreach (var fault in (section.Grids?.Faults(section) ?? []).Concat(section.VillageCover?.Faults(section, whole) ?? []))
            yield return fault;
        foreach (var fault in JoiningPlan.Faults(section).Concat(FoundingFaults.In(section)))
            yield return fault;
    }

    private static IEnumerable<BlueprintFault> Twice(string list, string word, IEnumerable<string> keys) =>
        from key in keys
        group key by key into same
        where same.Count() > 1
        select new BlueprintFault(
            $"$.organization.{list}",
            $"{same.Key} 出现 {same.Count()} 次",
            $"每个{word}只出现一次",
            $"请改掉重复的{word}"
        );

    private static IEnumerable<BlueprintFault> CheckStory(Story story, Blueprint whole)
    {
        var logins = whole.Of<OrganizationSection>().Staff.Select(s => s.Login).ToHashSet();
        return story
            .Actors.Where(a => !logins.Contains(a.Value))
            .Select(a => new BlueprintFault($"$.story.actors.{a.Key}", a.Value, "organization.staff 中的登录名", "请改正或补上该人员"));
    }
}
