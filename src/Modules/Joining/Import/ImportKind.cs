using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Joining.Import;

/// <summary>What may be imported: its address, what it is called, and the use cases that take a file and give the template.</summary>
internal sealed record ImportKind(
    string Name,
    string Title,
    string Before,
    Change<ImportSheet.Input, ImportSheet.Outcome> Door,
    Look<ImportSheet.Nothing, FileContent> Template,
    IReadOnlyList<SheetColumn> Columns
)
{
    internal static readonly IReadOnlyList<ImportKind> All =
    [
        Of<ImportInstitutions.Line>("institutions", "机构", "只新增机构；名称、级别等已有的不改", ImportInstitutions.Door),
        Of<ImportStaff.Line>("staff", "人员", "建立账号，由安全管理员授予岗位后才能办事", ImportStaff.Door),
        Of<ImportPosts.Line>("posts", "岗位", "账号须先建立；角色填角色名称", ImportPosts.Door),
    ];

    private static ImportKind Of<T>(string name, string title, string before, Change<ImportSheet.Input, ImportSheet.Outcome> door)
        where T : notnull =>
        new(
            name,
            title,
            before,
            door,
            ImportSheet.TemplateOf<T>($"{door.Name}-template", $"下载{title}导入模板", title, door.Permission),
            SheetOf<T>.Columns
        );
}
