using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Host.Commands;

/// <summary>Prints how sensitive each column of each table is, from the model and the table of levels; what nobody classified is named.</summary>
internal static class ClassificationCommand
{
    internal static readonly Command Command = new("classification", "打印每个字段的分级：等级、分类、怎么存放", [], Run);

    /// <summary>A line of <c>knowledge/classification.tsv</c>.</summary>
    internal sealed record Line(string Table, string Column, int Level, string Kind, string Kept);

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        await console.WriteAsync(Page());
        return 0;
    }

    internal static IReadOnlyList<Line> Lines { get; } =
    [
        .. from text in File.ReadLines(Path.Combine(HostOptions.Home, "knowledge", "classification.tsv"))
        where text.Length > 0 && text[0] != '#'
        let cells = text.Split('\t')
        from column in cells[1].Split(',')
        select new Line(cells[0], column, int.Parse(cells[2]), cells[3], cells[4]),
    ];

    /// <summary>Every column with its line: one of its own where it can hold words or bytes, else that of its table.</summary>
    internal static IReadOnlyList<(string Table, IProperty Column, Line? Line)> Columns()
    {
        using var database = Database.At("unopened.db", ModuleList.All.Assemblies);
        using var db = database.Open();
        var lines = Lines.ToDictionary(l => (l.Table, l.Column));
        return
        [
            .. from type in db.Model.GetEntityTypes()
            let table = type.GetTableName()!
            orderby table
            from column in type.GetProperties()
            let line = lines.GetValueOrDefault((table, column.GetColumnName()))
            select (table, column, line ?? (HoldsWords(column.ClrType) ? null : lines.GetValueOrDefault((table, "*")))),
        ];
    }

    private static bool HoldsWords(Type type) =>
        type == typeof(string) || (!type.IsValueType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)));

    private static string Page()
    {
        var rows =
            from column in Columns()
            group column by (column.Table, column.Line) into same
            orderby same.Key.Table, same.Key.Line?.Level descending
            let names = string.Join('、', same.Select(c => $"`{c.Column.GetColumnName()}`"))
            select same.Key.Line is { } line
                ? $"| `{same.Key.Table}` | {line.Level} | {line.Kind} | {names} | {line.Kept} |"
                : $"| `{same.Key.Table}` | **未分级** | | {names} | |";
        return """
                # 数据分级

                由数据模型与 `knowledge/classification.tsv` 生成（`yihe classification`），测试核对：每张表的每一列都有级别，新加的列不分级测试不过。
                分类与分级按 GB/T 39725-2020 第 6 章：1 级可公开，2 级较大范围可见，3 级中等范围，4 级直接标识个人、只在较小范围，5 级极小范围并严格限制（这里是鉴别信息）。

                | 表 | 级 | 分类 | 列 | 存放 |
                |---|---|---|---|---|

                """
            + string.Join('\n', rows)
            + "\n";
    }
}
