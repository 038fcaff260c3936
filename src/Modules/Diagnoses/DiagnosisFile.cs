using System.Text;
using System.Text.RegularExpressions;

namespace Yihe.Diagnoses;

/// <summary>A table of diagnoses as a file: code, name and group parted by tabs, UTF-8 or GBK.</summary>
internal static partial class DiagnosisFile
{
    private const int MostFaults = 20;

    internal static string TextOf(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }

    /// <summary>The rows as the table keeps them, or every fault with its line number.</summary>
    internal static Result<IReadOnlyList<string>> Check(string text)
    {
        var rows = new List<string>();
        var faults = new List<FieldFault>();
        var seen = new Dictionary<string, int>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length && faults.Count < MostFaults; i++)
        {
            var cells = lines[i].TrimEnd('\r').Split('\t').Select(c => c.Trim()).ToArray();
            if (cells is [""] || cells[0].StartsWith('#') || (i == 0 && cells[0].EndsWith("编码", StringComparison.Ordinal)))
                continue;
            if (FaultOf(cells, seen) is { } fault)
                faults.Add(new FieldFault("file", $"第 {i + 1} 行：{fault}"));
            else
                rows.Add(string.Join('\t', cells.Take(3)));
            seen.TryAdd(cells[0], i + 1);
        }
        if (faults.Count == 0 && rows.Count == 0)
            faults.Add(new FieldFault("file", "文件里没有诊断；每行应为“编码〔制表符〕名称〔制表符〕分类”"));
        return faults.Count == 0 ? rows : Refusal.Invalid(faults);
    }

    private static string? FaultOf(string[] cells, Dictionary<string, int> seen) =>
        cells.Length < 2 ? "应为“编码〔制表符〕名称〔制表符〕分类”，没有找到制表符"
        : !Code().IsMatch(cells[0]) ? $"编码“{cells[0]}”的写法不对，应如 I10.x00"
        : cells[1].Length is 0 or > 120 ? "名称应为 1 至 120 个字"
        : seen.TryGetValue(cells[0], out var before) ? $"编码 {cells[0]} 与第 {before} 行重复"
        : null;

    [GeneratedRegex(@"^[A-Z][0-9A-Z]{1,5}[0-9A-Za-z.+*/]{0,14}$")]
    private static partial Regex Code();
}
