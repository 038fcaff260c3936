using Yihe.Organization.Accounts;

namespace Yihe.Organization.Import;

/// <summary>People from a file, as accounts that can do nothing yet: the system administrator opens them, another gives the posts. GB/T 22239 8.1.5.</summary>
internal static class ImportStaff
{
    internal sealed record Line(
        [property: Display(Name = "登录名"), Needed("请填写登录名")] string Login,
        [property: Display(Name = "姓名"), Needed("请填写姓名"), AtMost(30)] string Name,
        [property: Display(Name = "机构代码"), Needed("请填写所在机构的代码")] string Institution
    );

    internal static readonly Change<ImportSheet.Input, ImportSheet.Outcome> Door = ImportSheet.Of<Line>(
        "account.import",
        "导入人员",
        Rights.ManageAccounts,
        async (work, read, ct) =>
        {
            var institutions = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Code, i => i.Id);
            var logins = await work.Db.Set<Account>().Select(a => a.Login).ToHashSetAsync(ct);
            foreach (var (row, line) in read.Rows)
            {
                if (!institutions.TryGetValue(line.Institution, out var at) || !work.Reach.Covers(new AtInstitution(at)))
                    read.Fault(row, $"没有代码为“{line.Institution}”的机构，或不归您管理");
                if (!LoginName.Fits(line.Login))
                    read.Fault(row, $"登录名应为{LoginName.Rule}");
                if (!logins.Add(line.Login))
                    read.Fault(row, $"登录名“{line.Login}”已有人使用或重复");
            }
            return () =>
                read.Rows.ForEach(r => work.Add(CreateAccount.Draw(work, r.Value.Login, r.Value.Name, institutions[r.Value.Institution])));
        }
    );
}

/// <summary>Posts and roles from a file, by the same rules as one by one. XX-44, GB/T 22239 8.1.5.</summary>
internal static class ImportPosts
{
    internal sealed record Line(
        [property: Display(Name = "登录名"), Needed("请填写登录名")] string Login,
        [property: Display(Name = "机构代码"), Needed("请填写任职机构的代码")] string Institution,
        [property: Display(Name = "角色"), Needed("请至少填写一个角色")] IReadOnlyList<string> Roles,
        [property: Display(Name = "科室")] string? Department = null,
        [property: Display(Name = "任职起始日")] DateOnly? From = null
    );

    internal static readonly Change<ImportSheet.Input, ImportSheet.Outcome> Door = ImportSheet.Of<Line>(
        "post.import",
        "导入岗位",
        Rights.GrantPosts,
        async (work, read, ct) =>
        {
            var institutions = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Code);
            var logins = read.Rows.Select(r => r.Value.Login).ToHashSet();
            var accounts = await work
                .Db.Set<Account>()
                .Where(a => logins.Contains(a.Login) && !a.Disabled)
                .ToDictionaryAsync(a => a.Login, ct);
            var ids = accounts.Values.Select(a => a.Id).ToList();
            var held = await work.Db.Set<Post>().Where(p => ids.Contains(p.Account) && p.EndedAt == null).ToListAsync(ct);
            var drawn = new List<(Account, Post)>();
            foreach (var (row, line) in read.Rows)
                if (!accounts.TryGetValue(line.Login, out var account))
                    read.Fault(row, $"没有登录名为“{line.Login}”的在用账号，请先导入人员");
                else if (!institutions.TryGetValue(line.Institution, out var at) || !work.Reach.Covers(new AtInstitution(at.Id)))
                    read.Fault(row, $"没有代码为“{line.Institution}”的机构，或不归您管理");
                else
                {
                    var input = new GrantPost.Input(
                        account.Id,
                        at.Id,
                        RoleBook.Of(work.Platform).CodesOf(line.Roles),
                        line.Department,
                        line.From
                    );
                    var (post, refusal) = GrantPost.Draw(work, account, at, input, held.FindAll(p => p.Account == account.Id));
                    if (refusal is not null)
                        read.Fault(row, refusal.Message);
                    else
                    {
                        held.Add(post);
                        drawn.Add((account, post));
                    }
                }
            return () => drawn.ForEach(d => GrantPost.Enter(work, d.Item1, d.Item2));
        }
    );
}
