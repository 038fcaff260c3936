using System.Globalization;
using Yihe.Basis.Files;

namespace Yihe.Monitoring.Import;

/// <summary>A column of the table of a kind of fact.</summary>
internal sealed record FactColumn(string Title, string Name, string Hint, bool Needed);

/// <summary>A row read: what it says, before it is known who the person is.</summary>
internal sealed record FactRow(
    int Number,
    string Reference,
    InstitutionId Institution,
    DateOnly Day,
    string? Identity,
    IReadOnlyList<(string, object?)> Values
);

/// <summary>The table of one kind of fact: its columns, and rows read strictly, every fault by its row.</summary>
internal sealed class FactSheet(FactKind kind, IReadOnlyDictionary<string, InstitutionId> institutions, DateOnly today)
{
    private const string Yuan = "分";
    private static readonly string[] Days =
    [
        "yyyy-M-d",
        "yyyy/M/d",
        "yyyy.M.d",
        "yyyyMMdd",
        "yyyy年M月d日",
        "yyyy-M-d H:mm",
        "yyyy-M-d H:mm:ss",
        "yyyy/M/d H:mm",
        "yyyy/M/d H:mm:ss",
    ];

    internal IReadOnlyList<FactColumn> Columns { get; } = ColumnsOf(kind);

    internal SortedDictionary<int, string> Faults { get; } = [];

    internal static IReadOnlyList<FactColumn> ColumnsOf(FactKind kind) =>
        [
            new("编号", "reference", "必填；同一来源里唯一，同一编号再来就是更正", true),
            new("机构代码", "institution", "平台里的机构代码；归全区域的留空", false),
            new("日期", "day", "必填；发生的日子，如 2026-09-14", true),
            .. kind.Personal
                ? [new FactColumn("身份证号", "identity", "必填；只用来认出是同一个人，不保存原文", true)]
                : Array.Empty<FactColumn>(),
            .. kind.Fields.Select(f => new FactColumn(TitleOf(f), f.Name, HintOf(f), false)),
        ];

    internal Refusal? Misfit(IReadOnlyList<TableRow> rows)
    {
        var titles = rows.SelectMany(r => r.Cells.Keys).Distinct().ToList();
        var missing = Columns.Where(c => c.Needed && !titles.Contains(c.Title) && !titles.Contains(c.Name)).Select(c => c.Title).ToList();
        var unknown = titles.Where(t => Columns.All(c => c.Title != t && c.Name != t)).ToList();
        return missing.Count + unknown.Count == 0
            ? null
            : Refusal.Invalid(
                "file",
                $"列名与“{kind.Words}”的模板不一致（缺少：{string.Join('、', missing)}；多出：{string.Join('、', unknown)}）"
            );
    }

    /// <summary>The rows that fit; one of another span, or told twice, does not.</summary>
    internal List<FactRow> Read(IReadOnlyList<TableRow> rows, Period period)
    {
        var (read, seen) = (new List<FactRow>(), new HashSet<string>());
        foreach (var row in rows)
        {
            var fact = Row(row);
            if (fact is not null && !seen.Add(fact.Reference))
                Fault(row.Number, $"编号 {fact.Reference} 在文件里出现了两次");
            else if (fact is not null && (fact.Day < period.From || fact.Day >= period.Until))
                Fault(row.Number, $"日期 {fact.Day:yyyy-MM-dd} 不在 {period.Words}");
            else if (fact is not null)
                read.Add(fact);
        }
        return read;
    }

    private FactRow? Row(TableRow row)
    {
        string Cell(string name) =>
            Columns.First(c => c.Name == name) is var column
                ? row.Cells.GetValueOrDefault(column.Title) ?? row.Cells.GetValueOrDefault(name) ?? ""
                : "";
        var before = Faults.Count;
        var (reference, code) = (Cell("reference"), Cell("institution"));
        if (reference.Length is 0 or > 80)
            Fault(row.Number, "编号应为 1 至 80 个字");
        var institution = default(InstitutionId);
        if (code.Length > 0 && !institutions.TryGetValue(code, out institution))
            Fault(row.Number, $"没有代码为“{code}”的机构");
        if (DayOf(Cell("day")) is not { } day)
        {
            Fault(row.Number, $"日期“{Cell("day")}”读不出来，请写作 2026-09-14");
            return null;
        }
        if (day > today)
            Fault(row.Number, $"日期 {day:yyyy-MM-dd} 还没有到");
        var identity = kind.Personal ? IdentityOf(row.Number, Cell("identity")) : null;
        var values = kind.Fields.Select(f => (f.Name, ValueOf(row.Number, f, Cell(f.Name)))).ToList();
        return Faults.Count > before || Faults.ContainsKey(row.Number)
            ? null
            : new(row.Number, reference, institution, day, identity, values);
    }

    private string? IdentityOf(int row, string text)
    {
        var (number, refusal) = IdentityNumber.Parse(text, today);
        if (refusal is not null)
            Fault(row, refusal.Message);
        return refusal is null ? number.Value : null;
    }

    private object? ValueOf(int row, FactField field, string text)
    {
        if (text.Length == 0)
            return null;
        if (!field.IsNumber)
        {
            if (field.Choices is not { } choices || choices.ContainsKey(text))
                return text;
            if (choices.FirstOrDefault(c => c.Value == text).Key is { } code)
                return code;
            Fault(row, $"{field.Words}应为其中之一：{string.Join('、', choices.Values)}");
            return null;
        }
        var factor = field.Unit == Yuan && field.Name != "score" ? 100 : 1;
        if (
            decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && number * factor is var whole
            && whole == Math.Round(whole)
            && Math.Abs(whole) < 1e15m
        )
            return (long)whole;
        Fault(row, $"{TitleOf(field)}应为{(factor == 100 ? "至多两位小数的金额" : "整数")}，写的是“{text}”");
        return null;
    }

    private void Fault(int row, string message) => Faults[row] = Faults.TryGetValue(row, out var before) ? $"{before}；{message}" : message;

    private static string TitleOf(FactField field) =>
        !field.IsNumber ? field.Words
        : field.Unit == Yuan && field.Name != "score" ? $"{field.Words}（元）"
        : $"{field.Words}（{field.Unit}）";

    private static string HintOf(FactField field) =>
        field.Choices is { } choices ? string.Join('、', choices.Values)
        : field.IsNumber ? "数字"
        : "文字";

    /// <summary>A day as people write it, or as Excel counts it.</summary>
    private static DateOnly? DayOf(string text) =>
        DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? DateOnly.FromDateTime(at)
        : double.TryParse(text, CultureInfo.InvariantCulture, out var days) && days is > 20_000 and < 100_000
            ? DateOnly.FromDateTime(DateTime.FromOADate(days))
        : null;
}
