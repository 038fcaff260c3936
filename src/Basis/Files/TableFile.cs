using System.Text;

namespace Yihe.Basis.Files;

/// <summary>A row of a table as it came: its number as people see it, and its texts by column title.</summary>
public sealed record TableRow(int Number, IReadOnlyDictionary<string, string> Cells);

/// <summary>Reads a table that people send: CSV in UTF-8 or GBK, or the first sheet of a workbook; and gives it back with one column more.</summary>
public static class TableFile
{
    public const int MostRows = 20_000;
    private const int MostBytes = 20 << 20;
    private const int MostColumns = 250;
    private const int MostInCell = 32_767; // what Excel holds
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030",
        EncoderFallback.ReplacementFallback,
        DecoderFallback.ExceptionFallback
    )!;

    /// <summary>The rows below the titles.</summary>
    public static Result<IReadOnlyList<TableRow>> Read(UploadedFile file)
    {
        var (lines, unreadable) = Lines(file.Content, MostRows + 1);
        return unreadable is not null ? unreadable : Titled(lines);
    }

    /// <summary>All lines that hold anything, the titles among them; columns count from 1.</summary>
    public static Result<IReadOnlyList<SheetRow>> Lines(byte[] file, int most)
    {
        if (file.Length > MostBytes)
            return Bad("文件超过 20 MB，请分成几个文件");
        if (IsWorkbook(file))
            return Spreadsheet.Read(file, most);
        if (file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return Bad("这是旧版 Excel 文件（.xls）或加了密码的文件，请用 Excel、WPS 打开后另存为 .xlsx 再传");
        if (EncodingOf(file) is not { } encoding)
            return Bad("读不出文字：编码既不是 UTF-8 也不是 GBK，或者不是表格。请用 Excel、WPS 另存为 .xlsx 或“CSV UTF-8”再传");
        var text = encoding.GetString(file).TrimStart('\uFEFF');
        if (text.AsSpan().Count('"') % 2 != 0)
            return Bad($"第 {Csv(text).Select(l => l.Number).LastOrDefault(1)} 行有一个引号没有配对，后面的内容连成了一格，请改正后再传");
        return Held(text, most);
    }

    private static Result<IReadOnlyList<SheetRow>> Held(string text, int most)
    {
        var held = new List<SheetRow>();
        foreach (var (number, cells) in Csv(text))
        {
            if (cells.Count > MostColumns)
                return Bad($"第 {number} 行有 {MostColumns} 列以上，不像要导入的表，请改正后再传");
            if (cells.Exists(c => c.Length > MostInCell))
                return Bad($"第 {number} 行有一格超过 {MostInCell} 字，不像要导入的表，请改正后再传");
            if (Held(number, cells) is { Cells.Count: > 0 } row)
                held.Add(row);
            if (held.Count > most)
                return Bad($"连列名一次最多 {most} 行，请分成几个文件");
        }
        return held;
    }

    /// <summary>The same file, of its own kind and encoding, with one more column of texts by row; one of that title is written anew.</summary>
    public static byte[] Annotate(byte[] file, string title, IReadOnlyDictionary<int, string> byRow)
    {
        if (IsWorkbook(file))
            return Spreadsheet.Annotate(file, title, byRow);
        var encoding = EncodingOf(file)!;
        var text = encoding.GetString(file);
        var lines = Csv(text.TrimStart('\uFEFF')).ToList();
        var at = lines[0].Cells.FindIndex(t => t.Trim() == title);
        var column = at >= 0 ? at : lines.Max(l => l.Cells.Count);
        var written = new StringBuilder(text.StartsWith('\uFEFF') ? "\uFEFF" : "");
        var line = 1;
        foreach (var (number, cells) in lines)
        {
            for (; line < number; line++)
                written.Append("\r\n"); // rows keep their numbers
            while (cells.Count <= column)
                cells.Add("");
            cells[column] = number == 1 ? title : byRow.GetValueOrDefault(number, "");
            written.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
            line++;
        }
        return encoding.GetBytes(written.ToString());
    }

    public static bool IsWorkbook(byte[] file) => file.AsSpan().StartsWith("PK"u8);

    private static SheetRow Held(int number, List<string> cells) =>
        new(number, cells.Select((text, at) => (text, at)).Where(c => c.text.Trim().Length > 0).ToDictionary(c => c.at + 1, c => c.text));

    private static Result<IReadOnlyList<TableRow>> Titled(IReadOnlyList<SheetRow> rows)
    {
        if (rows.Count < 2)
            return Bad("文件里没有要导入的行：第 1 行是列名，从第 2 行起填写");
        var titles = rows[0].Cells.ToDictionary(c => c.Key, c => c.Value.Trim());
        if (titles.Values.Where(t => t.Length > 0).GroupBy(t => t).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return Bad($"列名“{twice.Key}”出现了 {twice.Count()} 次，请只留一列");
        return rows.Skip(1)
            .Select(r => new TableRow(
                r.Number,
                r.Cells.Where(c => titles.GetValueOrDefault(c.Key, "").Length > 0).ToDictionary(c => titles[c.Key], c => c.Value.Trim())
            ))
            .Where(r => r.Cells.Count > 0)
            .ToList();
    }

    /// <summary>UTF-8 where it is UTF-8; else what Chinese office programs write; null where it is neither, or no text.</summary>
    private static Encoding? EncodingOf(byte[] file) =>
        file.AsSpan().Contains((byte)0) ? null
        : Reads(Utf8, file) ? Utf8
        : Reads(Gbk, file) ? Gbk
        : null;

    private static bool Reads(Encoding encoding, byte[] file)
    {
        try
        {
            return encoding.GetCharCount(file) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    /// <summary>
    /// RFC 4180: quoted cells may hold commas, line ends and doubled quotes. Line by line, without those that hold nothing, and of
    /// a line or a cell too long only its beginning, so that a file of nothing but line ends or commas fills no memory.
    /// </summary>
    private static IEnumerable<(int Number, List<string> Cells)> Csv(string text)
    {
        var (number, row) = (1, new List<string>());
        foreach (var (cell, endsLine) in Cells(text))
        {
            if (row.Count <= MostColumns)
                row.Add(cell);
            if (!endsLine)
                continue;
            if (row.Exists(held => held.Length > 0))
            {
                yield return (number, row);
                row = [];
            }
            row.Clear();
            number++;
        }
    }

    private static IEnumerable<(string Text, bool EndsLine)> Cells(string text)
    {
        var (cell, quoted) = (new StringBuilder(), false);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            var isDoubled = quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"';
            if (c == '"' && !isDoubled)
                quoted = !quoted;
            else if (isDoubled || (i < text.Length && (quoted || c is not (',' or '\n' or '\r'))))
            {
                if (cell.Length <= MostInCell)
                    cell.Append(c);
                i += isDoubled ? 1 : 0;
            }
            else if (c != '\r')
            {
                yield return (cell.ToString(), c == '\n');
                cell.Clear();
            }
        }
    }

    private static Refusal Bad(string message) => Refusal.Invalid("file", message);
}
