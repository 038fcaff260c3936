using Yihe.Accounts;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Prints who may do what and how far: role × use case × scope, from the code and the role table.</summary>
internal static class PermissionsCommand
{
    internal static readonly Command Command = new("permissions", "打印权限矩阵：角色 × 办理事项 × 范围", [], Run);

    private static readonly Dictionary<Scope, string> Words = new()
    {
        [Scope.Own] = "本人",
        [Scope.Institution] = "本机构",
        [Scope.Zone] = "片区",
        [Scope.Consortium] = "医共体",
        [Scope.Region] = "全区域",
    };

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        await console.WriteAsync(Table(RoleBook.Read(Path.Combine(HostOptions.Home, "knowledge"))));
        return 0;
    }

    internal static string Table(RoleBook book)
    {
        var lines = new List<string>
        {
            "# 权限矩阵",
            "",
            "由代码与 `knowledge/roles.json` 生成（`yihe permissions`），测试核对。格中是该角色办理该事项的范围，空白为不可。",
            "",
            $"| 事项 | 说明 | 权限 | {string.Join(" | ", book.All.Select(r => r.Title))} | 居民 |",
            $"|---|---|---|---|{string.Concat(book.All.Select(_ => "---|"))}",
        };
        foreach (var useCase in ModuleList.All.UseCases.Values.OrderBy(u => u.Name, StringComparer.Ordinal))
            lines.Add(
                $"| `{useCase.Name}` | {useCase.Words} | `{useCase.Permission.Name}` | {string.Join(" | ", book.All.Select(r => CellOf(r, useCase)))} | {OwnCellOf(useCase)} |"
            );
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>A resident holds no role: their own things and those of whoever they act for, or nothing.</summary>
    private static string OwnCellOf(UseCase useCase) =>
        useCase.Permission == Permission.Anyone ? "任何人"
        : useCase.Permission == Permission.Self ? "本人及所代办的家人"
        : "";

    private static string CellOf(Role role, UseCase useCase) =>
        useCase.Permission == Permission.Anyone ? "任何人"
        : useCase.Permission == Permission.SignedIn ? "本人"
        : role.Grants.TryGetValue(useCase.Permission.Name, out var scope) ? Words[scope]
        : "";
}
