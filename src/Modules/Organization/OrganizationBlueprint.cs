using Yihe.Kernel.Blueprints;
using Yihe.Organization.People;

namespace Yihe.Organization;

/// <summary>Section <c>place</c>: what the place is called, and what its numbers begin with.</summary>
/// <param name="RegionCode">six digits of GB/T 2260; the first six of local identity numbers</param>
/// <param name="NumberPrefix">two or three letters before the numbers of referrals</param>
public sealed record Place(
    string Name,
    string ConsortiumWord,
    string RegionCode,
    string NumberPrefix,
    IReadOnlyList<string> Villages,
    string Source
);

/// <summary>Section <c>organization</c>: the consortia, the institutions and how they are bound, and the first staff.</summary>
public sealed record OrganizationSection(
    IReadOnlyList<ConsortiumPlan> Consortia,
    IReadOnlyList<InstitutionPlan> Institutions,
    IReadOnlyList<StaffPlan> Staff
);

public sealed record ConsortiumPlan(string Code, string Name, string Source);

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
    MembershipPlan? Membership = null
);

public sealed record MembershipPlan(string Consortium, MembershipRole Role, DateOnly From, string? Zone = null, DateOnly? Until = null);

public sealed record StaffPlan(string Login, string Name, IReadOnlyList<PostPlan> Posts);

public sealed record PostPlan(string Institution, IReadOnlyList<string> Roles, string? Department = null);

/// <summary>Section <c>story</c>: who plays which part of the place's journey: role of the story → login.</summary>
public sealed record Story(IReadOnlyDictionary<string, string> Actors);

/// <summary>Section <c>security</c>: how people prove who they are, and for how long.</summary>
/// <param name="AttemptsBeforeLock">so many wrong answers within <paramref name="AttemptMinutes"/> lock a login for <paramref name="LockMinutes"/></param>
/// <param name="SecondFactorRoles">roles that always need a second factor; administrators do anyway</param>
public sealed record Security(
    int PasswordLength,
    int PasswordClasses,
    int AttemptsBeforeLock,
    double AttemptMinutes,
    double LockMinutes,
    double IdleMinutes,
    double AbsoluteHours,
    double InvitationHours,
    int TokenDays,
    IReadOnlyList<string> SecondFactorRoles,
    string Source
);

/// <summary>What may be wrong in these sections beyond the types.</summary>
internal static class OrganizationBlueprint
{
    internal static readonly IReadOnlyList<BlueprintSection> Sections =
    [
        BlueprintSection.Of<Place>("place", CheckPlace),
        Calendar.Section,
        BlueprintSection.Of<OrganizationSection>("organization", Check),
        BlueprintSection.Of<Story>("story", CheckStory),
        BlueprintSection.Of<Security>("security", CheckSecurity),
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
        var consortia = section.Consortia.Select(c => c.Code).ToHashSet();
        foreach (var twice in section.Institutions.GroupBy(i => i.Code).Where(g => g.Count() > 1))
            yield return new(
                "$.organization.institutions",
                $"{twice.Key} 出现 {twice.Count()} 次",
                "每个机构代码只出现一次",
                "请改掉重复的代码"
            );
        foreach (var (institution, i) in section.Institutions.Select((x, i) => (x, i)))
        {
            var path = $"$.organization.institutions[{i}]";
            if (institution.Parent is { } parent && !codes.Contains(parent))
                yield return new($"{path}.parent", parent, "已列出的机构代码", "请补上该机构或改正代码");
            if (institution.Membership is { } membership && !consortia.Contains(membership.Consortium))
                yield return new($"{path}.membership.consortium", membership.Consortium, "已列出的医共体代码", "请改正代码");
            if (institution.Membership is { Until: { } until } m && until <= m.From)
                yield return new($"{path}.membership.until", $"{until:yyyy-MM-dd}", $"晚于 {m.From:yyyy-MM-dd} 的日期", "请改正退出日期");
        }
        foreach (var (staff, i) in section.Staff.Select((x, i) => (x, i)))
        foreach (var post in staff.Posts.Where(p => !codes.Contains(p.Institution)))
            yield return new($"$.organization.staff[{i}].posts", post.Institution, "已列出的机构代码", "请改正任职机构");
        foreach (var (staff, i) in section.Staff.Select((x, i) => (x, i)).Where(s => !LoginName.Fits(s.x.Login)))
            yield return new($"$.organization.staff[{i}].login", staff.Login, LoginName.Rule, "请改正登录名");
        foreach (var twice in section.Staff.GroupBy(s => s.Login).Where(g => g.Count() > 1))
            yield return new("$.organization.staff", $"{twice.Key} 出现 {twice.Count()} 次", "每个登录名只出现一次", "请改掉重复的登录名");
    }

    private static IEnumerable<BlueprintFault> CheckStory(Story story, Blueprint whole)
    {
        var logins = whole.Of<OrganizationSection>().Staff.Select(s => s.Login).ToHashSet();
        return story
            .Actors.Where(a => !logins.Contains(a.Value))
            .Select(a => new BlueprintFault($"$.story.actors.{a.Key}", a.Value, "organization.staff 中的登录名", "请改正或补上该人员"));
    }

    private static IEnumerable<BlueprintFault> CheckSecurity(Security security, Blueprint whole)
    {
        if (security.PasswordLength is < 8 or > 64)
            yield return new("$.security.passwordLength", $"{security.PasswordLength}", "8 至 64", "请改正口令最短长度");
        if (security.PasswordClasses is < 1 or > 4)
            yield return new("$.security.passwordClasses", $"{security.PasswordClasses}", "1 至 4", "请改正口令字符种类数");
        double[] spans =
        [
            security.AttemptMinutes,
            security.LockMinutes,
            security.IdleMinutes,
            security.AbsoluteHours,
            security.InvitationHours,
            security.TokenDays,
        ];
        if (spans.Any(s => s <= 0))
            yield return new("$.security", "0 或负数", "大于 0 的时长", "请改正各项时长");
    }
}
