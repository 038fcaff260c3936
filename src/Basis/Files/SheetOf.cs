using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Yihe.Basis.Files;

/// <summary>A column of an import: the property of the row record it fills, by its Chinese name; choices where there are few.</summary>
/// <param name="Sample">what a cell may look like</param>
public sealed record SheetColumn(string Title, string Name, Type Type, bool Needed, string? Sample = null)
{
    /// <summary>One filled-in cell for those who fill in the first time.</summary>
    public string Example => Sample ?? Words.Keys.FirstOrDefault() ?? (Type == typeof(DateOnly) ? "2026-03-09" : "");

    /// <summary>Word → name of the value.</summary>
    internal IReadOnlyDictionary<string, string> Words { get; } =
        Type.IsEnum
            ? Enum.GetNames(Type).ToDictionary(n => Shape.WordsFor(Type.GetField(n)!), Shape.JsonName)
            : new Dictionary<string, string>();

    public string Hint =>
        (Needed ? "必填" : "选填")
        + (
            Words.Count > 0 ? "；" + string.Join("、", Words.Keys)
            : Type == typeof(DateOnly) ? "；日期，如 2026-03-09"
            : IsList ? "；多个用顿号分开"
            : ""
        );

    private bool IsList => Type.IsAssignableTo(typeof(IEnumerable<string>));

    /// <summary>A cell as the input reader takes it; what is no word of the choices is left for it to refuse.</summary>
    internal JsonNode? ValueOf(string text) =>
        IsList ? new JsonArray([.. text.Split(['、', ',', '，', ';', '；'], (StringSplitOptions)3).Select(t => JsonValue.Create(t))])
        : Type == typeof(DateOnly) ? DayOf(text)
        : Words.GetValueOrDefault(text, text);

    /// <summary>A day as people write it, or as Excel counts it.</summary>
    private static string DayOf(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"], out var day) ? $"{day:yyyy-MM-dd}"
        : double.TryParse(text, CultureInfo.InvariantCulture, out var days) && days is > 1 and < 200_000
            ? DateTime.FromOADate(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : text;
}

/// <summary>What was read of a file: the rows that fit, and what is wrong with the others.</summary>
public sealed class SheetRead<T>(byte[] file)
{
    private const string FaultTitle = "错误";
    private readonly SortedDictionary<int, string> faults = [];

    public List<(int Row, T Value)> Rows { get; } = [];

    public int Faults => faults.Count;

    /// <summary>Something is wrong in a row; several are told together.</summary>
    public void Fault(int row, string message) => faults[row] = faults.TryGetValue(row, out var before) ? $"{before}；{message}" : message;

    /// <summary>The file as it came, with a column that says what is wrong.</summary>
    public byte[] Returned() => TableFile.Annotate(file, FaultTitle, faults);

    internal static bool IsFaultColumn(string title) => title == FaultTitle;
}

/// <summary>An Excel import of rows of one kind: the record is the form, so that a row is read and refused as a form would be.</summary>
public static class SheetOf<T>
    where T : notnull
{
    public static IReadOnlyList<SheetColumn> Columns { get; } =
    [
        .. typeof(T)
            .GetConstructors()[0]
            .GetParameters()
            .Select(p => new SheetColumn(
                Shape.WordsFor(typeof(T).GetProperty(p.Name!)!),
                Shape.JsonName(p.Name!),
                Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType,
                !p.HasDefaultValue,
                typeof(T).GetProperty(p.Name!)!.GetCustomAttribute<DisplayAttribute>()?.GetPrompt()
            )),
    ];

    /// <summary>An empty file to fill in, with a second sheet that says how.</summary>
    public static FileContent Template(string name)
    {
        var notes = Columns.Select((c, i) => new SheetNote(i + 1, c.Title, c.Hint, ChoicesOf(c))).ToList();
        var sheet = new SheetText(
            name,
            [
                [.. Columns.Select(c => c.Title)],
            ],
            notes
        );
        var help = new SheetText(
            "填写说明",
            [
                ["列", "要求", "例"],
                .. Columns.Select(c => new[] { c.Title, c.Hint, c.Example }),
            ]
        );
        return new FileContent($"{name}导入模板.xlsx", Spreadsheet.ContentType, Spreadsheet.Write(sheet, help));
    }

    /// <summary>Excel holds no longer list than this in a cell's rule.</summary>
    private static string? ChoicesOf(SheetColumn column) =>
        string.Join(',', column.Words.Keys) is { Length: > 0 and < 250 } words ? words : null;

    public static Result<SheetRead<T>> Read(byte[] file) => Read(file, Spreadsheet.Read(file));

    /// <summary>The same of a file that may be CSV as well.</summary>
    public static Result<SheetRead<T>> ReadTable(byte[] file, int mostRows) => Read(file, TableFile.Lines(file, mostRows + 1));

    private static Result<SheetRead<T>> Read(byte[] file, Result<IReadOnlyList<SheetRow>> lines)
    {
        var (rows, refusal) = lines;
        if (refusal is not null)
            return refusal;
        if (rows.Count == 0)
            return Refusal.Invalid("file", "文件里没有要导入的行：第 1 行是列名，从第 2 行起填写");
        var titled = rows.FirstOrDefault(r => r.Number == 1)?.Cells.Where(c => c.Value.Trim().Length > 0) ?? [];
        var head = titled.ToDictionary(c => c.Key, c => c.Value.Trim());
        var unknown = head.Values.Where(t => !SheetRead<T>.IsFaultColumn(t) && Columns.All(c => c.Title != t)).ToList();
        var missing = Columns.Where(c => c.Needed && !head.ContainsValue(c.Title)).Select(c => c.Title).ToList();
        var twice = head.Values.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (unknown.Count + missing.Count + twice.Count > 0)
            return Refusal.Invalid(
                "file",
                $"第 1 行的列名与模板不一致（{Listed(("缺少", missing), ("多出", unknown), ("重复", twice))}），请用模板填写"
            );
        if (rows.Count < 2)
            return Refusal.Invalid("file", "文件里没有要导入的行，请从第 2 行起填写");
        var columns = head.Where(h => !SheetRead<T>.IsFaultColumn(h.Value))
            .ToDictionary(h => h.Key, h => Columns.First(c => c.Title == h.Value));
        var read = new SheetRead<T>(file);
        foreach (var row in rows.Where(r => r.Number > 1))
            ReadRow(row, columns, read);
        return read;
    }

    private static string Listed(params IEnumerable<(string What, List<string> Titles)> parts) =>
        string.Join(
            '；',
            parts.Where(p => p.Titles.Count > 0).Select(p => $"{p.What}：{string.Join('、', p.Titles.Take(5).Select(Short))}")
        );

    private static string Short(string title) => title.Length > 20 ? title[..20] + "…" : title;

    private static void ReadRow(SheetRow row, Dictionary<int, SheetColumn> columns, SheetRead<T> read)
    {
        var given = new JsonObject();
        foreach (var (at, text) in row.Cells)
            if (columns.TryGetValue(at, out var column) && text.Trim() is { Length: > 0 } trimmed)
                given[column.Name] = column.ValueOf(trimmed);
        if (given.Count == 0)
            return;
        var (value, refusal) = InputReader.Read(typeof(T), given);
        var faults = refusal?.Faults ?? [.. Shape.FaultsOf(value)];
        foreach (var fault in faults)
            read.Fault(
                row.Number,
                columns.Values.FirstOrDefault(c => c.Name == fault.Field) is { Words.Count: > 0 } c && given.ContainsKey(fault.Field)
                    ? $"{c.Title}应为其中之一：{string.Join('、', c.Words.Keys)}"
                    : fault.Message
            );
        if (faults.Length == 0)
            read.Rows.Add((row.Number, (T)value));
    }
}
