using System.Globalization;

namespace Yihe.Hl7.Text;

/// <summary>Text between escape characters (转义): what it stands for, and how marks are written where they are meant as text. HL7 v2.5.1, 2.7.</summary>
internal static class Escapes
{
    /// <summary>What is meant; an escape that is not known, or not closed, stays as it stands.</summary>
    internal static string Read(string raw, Marks marks, Encoding coding)
    {
        if (marks.Escape == Marks.None || !raw.Contains(marks.Escape, StringComparison.Ordinal))
            return raw;
        var (text, at) = (new StringBuilder(raw.Length), 0);
        while (at < raw.Length)
        {
            var end = raw[at] == marks.Escape ? raw.IndexOf(marks.Escape, at + 1) : -1;
            if (end > 0 && Meant(raw[(at + 1)..end], marks, coding) is { } meant)
            {
                text.Append(meant);
                at = end + 1;
            }
            else
                text.Append(raw[at++]);
        }
        return text.ToString();
    }

    private static string? Meant(string code, Marks marks, Encoding coding) =>
        code switch
        {
            "F" => $"{marks.Field}",
            "S" => $"{marks.Component}",
            "T" => $"{marks.Sub}",
            "R" => $"{marks.Repetition}",
            "E" => $"{marks.Escape}",
            "H" or "N" => "",
            ".br" or ".ce" or ".sp" => "\n",
            ['.', 's', 'p', .. var lines] when int.TryParse(lines, NumberStyles.None, null, out var n) && n < 100 => new string('\n', n),
            ['X', .. var digits] when digits.Length is > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) => Bytes(
                digits,
                coding
            ),
            _ => null,
        };

    private static string? Bytes(string digits, Encoding coding)
    {
        try
        {
            var text = coding.GetString(Convert.FromHexString(digits));
            return text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) ? null : text.ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Text as a field holds it.</summary>
    internal static string Write(string text, Marks marks)
    {
        var written = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            written.Append(
                c == '\n' ? Code(".br")
                : c == marks.Field ? Code("F")
                : c == marks.Component ? Code("S")
                : c == marks.Sub ? Code("T")
                : c == marks.Repetition ? Code("R")
                : c == marks.Escape ? Code("E")
                : $"{c}"
            );
        return written.ToString();

        string Code(string code) => $"{marks.Escape}{code}{marks.Escape}";
    }
}
