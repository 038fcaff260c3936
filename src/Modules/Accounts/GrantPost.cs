namespace Yihe.Accounts;

/// <summary>The security administrator gives a person a post with its roles; never to themselves. XX-44, GB/T 22239 8.1.5.</summary>
internal static class GrantPost
{
    internal sealed record Input(
        AccountId Account,
        [property: Display(Name = "任职机构")] InstitutionId Institution,
        [property: Display(Name = "角色"), Needed("请至少选择一个角色")] IReadOnlyList<string> Roles,
        [property: Display(Name = "科室")] string? Department = null,
        [property: Display(Name = "任职起始日")] DateOnly? From = null
    );

    internal sealed record Outcome(AccountId Account, Guid Post);

    internal static readonly Change<Input, Outcome> Door = new("post.grant", "授予岗位", Rights.GrantPosts, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(input.Institution)) is { } refusal)
            return refusal;
        if (await work.Db.FindAsync<Account>([input.Account], ct) is not { Disabled: false } account)
            return Refusal.NotFound;
        if (await InstitutionDirectory.Find(work, input.Institution, ct) is not { } institution)
            return Refusal.Invalid("institution", "没有这个机构，请从列表中选择");
        var posts = await work.Db.Set<Post>().Where(p => p.Account == account.Id && p.EndedAt == null).ToListAsync(ct);
        var (post, unfit) = Draw(work, account, institution, input, posts);
        if (unfit is not null)
            return unfit;
        Enter(work, account, post);
        work.About(account);
        return await work.Commit(new Outcome(account.Id, post.Id), ct);
    }

    /// <summary>The post, if the person may have it beside those they hold.</summary>
    internal static Result<Post> Draw(Work work, Account account, InstitutionCard institution, Input input, List<Post> posts)
    {
        if (account.Id == work.Actor.Account)
            return Refusal.Conflict("self", "不能给自己授权，请由另一位安全管理员办理");
        if (input.Department is { } department && !institution.Departments.Contains(department))
            return Refusal.Invalid("department", $"{institution.ShortName}没有“{department}”，请从科室列表中选择");
        if (input.From < work.Today)
            return Refusal.Invalid("from", "任职不能早于今天");
        var roles = input.Roles.Distinct().ToList();
        if (roles.Count == 0)
            return Refusal.Invalid("roles", "请至少选择一个角色");
        if (RoleBook.Of(work.Platform).Clash(posts.SelectMany(p => p.Roles).Concat(roles)) is { } clash)
            return clash;
        if (posts.Any(p => p.Institution == institution.Id && p.Department == input.Department && roles.All(p.Roles.Contains)))
            return Refusal.Conflict("held", "此人已有这个岗位");
        return new Post
        {
            Id = work.NewId(),
            Account = account.Id,
            Institution = institution.Id,
            Department = input.Department,
            Roles = roles,
            From = input.From ?? work.Today,
        };
    }

    internal static void Enter(Work work, Account account, Post post)
    {
        account.NoteRights(work.Now);
        work.Add(post);
    }
}

/// <summary>A post ends, and with it every session at it: the very next request is refused.</summary>
internal static class EndPost
{
    internal static readonly Deed<Post, Guid> Door = new("post.end", "收回岗位", Rights.GrantPosts, Run);

    private static async Task<Refusal?> Run(Work work, Post post, CancellationToken ct)
    {
        if (post.EndedAt is not null)
            return Refusal.Conflict("ended", "这个岗位已经收回");
        if (post.Account == work.Actor.Account)
            return Refusal.Conflict("self", "不能收回自己的岗位，请由另一位安全管理员办理");
        post.End(work.Now);
        var account = (await work.Db.FindAsync<Account>([post.Account], ct))!;
        account.NoteRights(work.Now);
        work.About(account);
        return null;
    }
}
