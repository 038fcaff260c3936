using System.Text;
using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Monitoring.Import;

/// <summary>A row of a table as it came: its number as people see it, and its texts by column title.</summary>
internal sealed record TableRow(int Number, IReadOnlyDictionary<string, string> Cells);

/// <summary>Reads a table that people send: CSV in UTF-8 or GBK, or the first sheet of a workbook.</summary>
internal static class TableFile
{
    internal const int MostRows = 20_000;
    private const int MostBytes = 20 << 20;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static TableFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal static Result<IReadOnlyList<TableRow>> Read(UploadedFile file)
    {
        if (file.Content.Length > MostBytes)
            return Refusal.Invalid("file", "文件超过 20 MB，请分成几个文件");
        if (file.Content.AsSpan().StartsWith("PK"u8))
            return Spreadsheet.Read(file.Content) is var sheet && sheet.Refusal is { } unreadable
                ? unreadable
                : Titled(sheet.Value.Select(r => (r.Number, (IReadOnlyDictionary<int, string>)r.Cells)));
        var lines = Csv(TextOf(file.Content));
        return Titled(
            lines.Select(
                (cells, i) => (i + 1, (IReadOnlyDictionary<int, string>)cells.Select((c, at) => (c, at)).ToDictionary(c => c.at, c => c.c))
            )
        );
    }

    private static Result<IReadOnlyList<TableRow>> Titled(IEnumerable<(int Number, IReadOnlyDictionary<int, string> Cells)> lines)
    {
        var rows = lines.Where(l => l.Cells.Values.Any(c => c.Trim().Length > 0)).ToList();
        if (rows.Count < 2)
            return Refusal.Invalid("file", "文件里没有要导入的行：第 1 行是列名，从第 2 行起填写");
        if (rows.Count - 1 > MostRows)
            return Refusal.Invalid("file", $"一次最多 {MostRows} 行，请分成几个文件");
        var titles = rows[0].Cells.ToDictionary(c => c.Key, c => c.Value.Trim());
        if (titles.Values.Where(t => t.Length > 0).GroupBy(t => t).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return Refusal.Invalid("file", $"列名“{twice.Key}”出现了 {twice.Count()} 次，请只留一列");
        return rows.Skip(1)
            .Select(r => new TableRow(
                r.Number,
                r.Cells.Where(c => titles.GetValueOrDefault(c.Key, "").Length > 0).ToDictionary(c => titles[c.Key], c => c.Value.Trim())
            ))
            .ToList();
    }

    /// <summary>UTF-8 where it is UTF-8; else what Chinese office programs write.</summary>
    private static string TextOf(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030").GetString(bytes);
        }
    }

    /// <summary>RFC 4180: quoted cells may hold commas, line ends and doubled quotes.</summary>
    private static List<List<string>> Csv(string text)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\n' or '\r'))
                cell.Append(c);
            else if (c != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
        }
        row.Add(cell.ToString());
        rows.Add(row);
        return rows;
    }
}
