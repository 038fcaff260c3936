namespace Yihe.Joining.Import;

/// <summary>People from a file, as accounts that can do nothing yet: the system administrator opens them, another gives the posts. GB/T 22239 8.1.5.</summary>
internal static class ImportStaff
{
    internal sealed record Line(
        [property: Display(Name = "登录名", Prompt = "zhanglan"), Needed("请填写登录名")] string Login,
        [property: Display(Name = "姓名", Prompt = "张兰"), Needed("请填写姓名"), AtMost(30)] string Name,
        [property: Display(Name = "机构代码", Prompt = "xz-hx"), Needed("请填写所在机构的代码")] string Institution
    );

    internal static readonly Change<ImportSheet.Input, ImportSheet.Outcome> Door = ImportSheet.Of<Line>(
        "account.import",
        "导入人员",
        StaffEntry.Opening,
        async (work, read, ct) =>
        {
            var entry = await StaffEntry.Begin(work, [.. read.Rows.Select(r => r.Value.Login)], ct);
            foreach (var (row, line) in read.Rows)
            foreach (var fault in entry.Open(line.Login, line.Name, line.Institution))
                read.Fault(row, fault);
            return entry.Enter;
        }
    );
}

/// <summary>Posts and roles from a file, by the same rules as one by one. XX-44, GB/T 22239 8.1.5.</summary>
internal static class ImportPosts
{
    internal sealed record Line(
        [property: Display(Name = "登录名", Prompt = "zhanglan"), Needed("请填写登录名")] string Login,
        [property: Display(Name = "机构代码", Prompt = "xz-hx"), Needed("请填写任职机构的代码")] string Institution,
        [property: Display(Name = "角色", Prompt = "乡村医生"), Needed("请至少填写一个角色")] IReadOnlyList<string> Roles,
        [property: Display(Name = "科室", Prompt = "全科")] string? Department = null,
        [property: Display(Name = "任职起始日")] DateOnly? From = null
    );

    internal static readonly Change<ImportSheet.Input, ImportSheet.Outcome> Door = ImportSheet.Of<Line>(
        "post.import",
        "导入岗位",
        StaffEntry.Granting,
        async (work, read, ct) =>
        {
            var entry = await StaffEntry.Begin(work, [.. read.Rows.Select(r => r.Value.Login)], ct);
            foreach (var (row, line) in read.Rows)
                if (entry.Grant(line.Login, new(line.Institution, line.Roles, line.Department), line.From) is { } fault)
                    read.Fault(row, fault);
            return entry.Enter;
        }
    );
}
