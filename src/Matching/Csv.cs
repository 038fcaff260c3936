using System.Text;

namespace Yihe.Matching;

/// <summary>Comma-separated values as RFC 4180 writes them; the headings tell whether commas, tabs or semicolons part the cells.</summary>
internal static class Csv
{
    /// <summary>Row by row, cells without the blanks around them; empty lines are passed over.</summary>
    internal static IEnumerable<string[]> Read(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
        var (cells, separator) = (new List<string>(), '\0');
        for (string? line; (line = reader.ReadLine()) is not null; )
        {
            if (separator == '\0')
                separator = SeparatorOf(line);
            while (IsOpen(line) && reader.ReadLine() is { } more)
                line += '\n' + more;
            if (line.AsSpan().Trim().IsEmpty)
                continue;
            Split(line, separator, cells);
            yield return [.. cells];
        }
    }

    /// <summary>A cell as it is written: in quotes where it holds a comma, a quote or a line break.</summary>
    internal static string Written(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static char SeparatorOf(string headings) => new[] { ',', '\t', ';' }.MaxBy(s => headings.Count(c => c == s));

    private static bool IsOpen(string line) => line.Contains('"') && line.Count(c => c == '"') % 2 == 1;

    private static void Split(string line, char separator, List<string> cells)
    {
        cells.Clear();
        for (var at = 0; at <= line.Length; at++)
        {
            var start = at;
            while (start < line.Length && line[start] == ' ' && separator != ' ')
                start++;
            if (start < line.Length && line[start] == '"')
                at = Quoted(line, start + 1, separator, cells);
            else
            {
                var end = line.IndexOf(separator, start);
                end = end < 0 ? line.Length : end;
                cells.Add(line[start..end].TrimEnd());
                at = end;
            }
        }
    }

    /// <summary>Takes a cell in quotes that begins here; where its separator or the end of the line is.</summary>
    private static int Quoted(string line, int from, char separator, List<string> cells)
    {
        var cell = new StringBuilder();
        var at = from;
        for (; at < line.Length; at++)
            if (line[at] != '"')
                cell.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '"')
                cell.Append(line[at++]);
            else
                break;
        cells.Add(cell.ToString().Trim());
        var next = line.IndexOf(separator, Math.Min(at, line.Length));
        return next < 0 ? line.Length : next;
    }
}
