namespace Yihe.Accounts.Tokens;

/// <summary>The security administrator lets a system of an institution in, with named permissions and an end.</summary>
internal static class IssueToken
{
    internal sealed record Input(
        [property: Display(Name = "系统名称"), Needed("请填写系统名称，如“县总医院 HIS”"), AtMost(40)] string Name,
        [property: Display(Name = "所属机构")] InstitutionId Institution,
        [property: Display(Name = "可以做什么"), Needed("请至少选择一项权限")] IReadOnlyList<string> Permissions,
        [property: Display(Name = "失效日")] DateOnly Until
    );

    internal sealed record Outcome(string Name, string Secret, DateOnly Until);

    internal static readonly Change<Input, Outcome> Door = new("token.issue", "发放接口令牌", Rights.IssueTokens, Run, Secret: true);

    /// <summary>What a system may be given; never what only administrators hold.</summary>
    internal static IEnumerable<Permission> Choosable(Platform platform) =>
        platform.Modules.Permissions.Where(RoleBook.Of(platform).IsOrdinary);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(input.Institution)) is { } refusal)
            return refusal;
        if (await InstitutionDirectory.Find(work, input.Institution, ct) is null)
            return Refusal.Invalid("institution", "没有这个机构，请从列表中选择");
        var choosable = Choosable(work.Platform).Select(p => p.Name).ToHashSet();
        var permissions = input.Permissions.Distinct().ToList();
        if (permissions.Count == 0 || permissions.Find(p => !choosable.Contains(p)) is not null)
            return Refusal.Invalid("permissions", "请从列表中选择权限；管理员的权限不能交给系统");
        var longest = work.Platform.Blueprints.At<Security>(work.Now).TokenDays;
        if (input.Until <= work.Today || input.Until > work.Today.AddDays(longest))
            return Refusal.Invalid("until", $"失效日应在明天至 {work.Today.AddDays(longest):yyyy-MM-dd} 之间");
        var name = input.Name.Trim();
        if (await work.Db.Set<ApiToken>().AnyAsync(t => t.Name == name, ct))
            return Refusal.Invalid("name", $"“{name}”已用过，请换一个名称，以便留痕分得清");
        var secret = ApiToken.Prefix + BearerSecret.New();
        work.Add(
            new ApiToken
            {
                Id = work.NewId(),
                Name = name,
                Hash = BearerSecret.HashOf(secret),
                Institution = input.Institution,
                Permissions = permissions,
                IssuedAt = work.Now,
                Until = input.Until,
            }
        );
        return await work.Commit(new Outcome(name, secret, input.Until), ct);
    }
}

/// <summary>A system is let in no longer; its next call is refused.</summary>
internal static class RevokeToken
{
    internal static readonly Deed<ApiToken, Guid> Door = new(
        "token.revoke",
        "吊销接口令牌",
        Rights.IssueTokens,
        (work, token) => token.Revoke(work.Now)
    );
}
