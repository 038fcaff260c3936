namespace Yihe.Accounts;

/// <summary>Section <c>security</c>: how people prove who they are, and for how long.</summary>
/// <param name="AttemptsBeforeLock">so many wrong answers within <paramref name="AttemptMinutes"/> lock a login for <paramref name="LockMinutes"/></param>
/// <param name="SecondFactorRoles">roles that always need a second factor; administrators do anyway</param>
[Display(Name = "账号安全")]
public sealed record Security(
    [property: Display(Name = "口令最短长度")] int PasswordLength,
    [property: Display(Name = "口令字符种类数")] int PasswordClasses,
    [property: Display(Name = "锁定前可错次数")] int AttemptsBeforeLock,
    [property: Display(Name = "错误次数统计分钟数")] double AttemptMinutes,
    [property: Display(Name = "锁定分钟数")] double LockMinutes,
    [property: Display(Name = "无操作退出分钟数")] double IdleMinutes,
    [property: Display(Name = "一次登录最长小时数")] double AbsoluteHours,
    [property: Display(Name = "邀请链接有效小时数")] double InvitationHours,
    [property: Display(Name = "接口令牌最长天数")] int TokenDays,
    [property: Display(Name = "另须动态码的角色")] IReadOnlyList<string> SecondFactorRoles,
    string Source
);

/// <summary>What is wrong with how a place would let its people in: measures that protect nobody, names that cannot sign in, nobody to administer it.</summary>
internal static class SecurityFaults
{
    private static readonly Lazy<RoleBook> Book = new(() => RoleBook.Read(Path.Combine(AppContext.BaseDirectory, "knowledge")));

    internal static IEnumerable<BlueprintFault> In(Security security, Blueprint whole)
    {
        var section = whole.Of<OrganizationSection>();
        return [.. Measures(security), .. Logins(section), .. Roles(section), .. Administrators(section)];
    }

    private static IEnumerable<BlueprintFault> Measures(Security s)
    {
        if (s.PasswordLength is < 8 or > 64)
            yield return new("$.security.passwordLength", $"{s.PasswordLength}", "8 至 64", "请改正口令最短长度");
        if (s.PasswordClasses is < 1 or > 4)
            yield return new("$.security.passwordClasses", $"{s.PasswordClasses}", "1 至 4", "请改正口令字符种类数");
        if (new[] { s.AttemptMinutes, s.LockMinutes, s.IdleMinutes, s.AbsoluteHours, s.InvitationHours, s.TokenDays }.Min() <= 0)
            yield return new("$.security", "0 或负数", "大于 0 的时长", "请改正各项时长");
    }

    private static IEnumerable<BlueprintFault> Logins(OrganizationSection section) =>
        from staff in section.Staff.Index()
        where !LoginName.Fits(staff.Item.Login)
        select new BlueprintFault($"$.organization.staff[{staff.Index}].login", staff.Item.Login, LoginName.Rule, "请改正登录名");

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
}
