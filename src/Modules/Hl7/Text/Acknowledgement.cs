using System.Globalization;

namespace Yihe.Hl7.Text;

/// <summary>The answer to a message (确认): taken, or not and why, in the marks and the encoding of the message itself. HL7 v2.5.1, 2.9.</summary>
internal static class Acknowledgement
{
    private const string Own = "YIHE";

    internal static string Of(DateTimeOffset now, Message? message, string code, (string Spot, string Words)? fault)
    {
        var marks = message?.Marks ?? Marks.Usual;
        if (marks.Escape == Marks.None || marks.Sub == Marks.None || marks.Repetition == Marks.None)
            marks = Marks.Usual;
        var id = Guid.CreateVersion7(now).ToString("N")[..20].ToUpperInvariant();
        var type = message?.Text("MSH-9.2") is { } trigger ? $"ACK{marks.Component}{Text(trigger)}{marks.Component}ACK" : "ACK";
        var lines = new List<string>
        {
            Line(
                marks,
                $"MSH{marks.Field}{marks.Named}",
                Own,
                "",
                Head(3),
                Head(4),
                now.Local().ToString("yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal),
                "",
                type,
                id,
                Head(11, "P"),
                Head(12, "2.5.1"),
                "",
                "",
                "",
                "",
                "",
                message?.Coding == Codings.Gb ? "GB 18030-2000" : "UNICODE UTF-8"
            ),
            Line(marks, "MSA", code, message?.Text("MSH-10") is { } control ? Text(control) : "", fault is { } f ? Text(f.Words) : ""),
        };
        if (fault is { } wrong)
            lines.Add(
                Line(marks, "ERR", "", Location(marks, wrong.Spot), Problem(marks, code, wrong.Spot), "E", "", "", "", Text(wrong.Words))
            );
        return string.Concat(lines.Select(l => l + "\r"));

        string Head(int field, string otherwise = "") =>
            message?.Segments[0].Field(field, message.Marks) is { Length: > 0 } raw && marks == message.Marks ? raw : otherwise;
        string Text(string text) => Escapes.Write(text, marks);
    }

    private static string Line(Marks marks, params string[] fields) => string.Join(marks.Field, fields).TrimEnd(marks.Field);

    /// <summary>Segment, its number, field, repetition, component.</summary>
    private static string Location(Marks marks, string place)
    {
        if (place.Split('-', '.', ' ', ',') is not [{ Length: 3 } segment, .. var numbers] || !char.IsAsciiLetterUpper(segment[0]))
            return "";
        var parts = new List<string> { segment, "1" };
        if (numbers.Length > 0)
            parts.Add(numbers[0].Split('(')[0]);
        if (numbers.Length > 1)
            parts.AddRange(["1", numbers[1]]);
        return string.Join(marks.Component, parts);
    }

    /// <summary>HL7 table 0357.</summary>
    private static string Problem(Marks marks, string code, string place)
    {
        var (number, words) =
            place == "MSH-9" ? ("200", "Unsupported message type")
            : place.Length > 0 ? ("102", "Data type error")
            : code == "AR" ? ("205", "Duplicate key identifier")
            : ("207", "Application internal error");
        return string.Join(marks.Component, number, words, "HL70357");
    }
}
