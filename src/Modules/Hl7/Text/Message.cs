namespace Yihe.Hl7.Text;

/// <summary>
/// A message as it came (来文), divided into segments and fields and no further until somebody asks: written again it is the same,
/// character by character. HL7 v2.5.1, chapter 2.
/// </summary>
internal sealed record Message(Marks Marks, IReadOnlyList<Segment> Segments, Encoding Coding)
{
    private const int MostSegments = 20_000;

    internal static Result<Message> Read(byte[] bytes)
    {
        var (read, refusal) = Codings.Read(bytes);
        return refusal is not null ? refusal : Read(read.Text, read.Coding);
    }

    internal static Result<Message> Read(string text, Encoding? coding = null)
    {
        if (text.Length < 3 || text[..3] is not ("MSH" or "FHS" or "BHS"))
            return Bad("MSH", text.Length == 0 ? "内容是空的，应以 MSH 段开头" : "开头不是 MSH 段，不是 HL7 v2 消息");
        if (text[..3] != "MSH")
            return Bad(text[..3], "一次只收一条消息，不收 FHS、BHS 成批的文件；请逐条发送");
        if (text.AsSpan().IndexOfAnyInRange('\0', '\b') >= 0 || text.AsSpan().IndexOfAny('\v', '\f', '\x1C') >= 0)
            return Bad("MSH", "内容里有控制字符，可能不完整或编码不对，请检查");
        var lines = Lines(text);
        if (lines.Count > MostSegments)
            return Bad("MSH", $"超过 {MostSegments} 段，请分成几条消息");
        if (Marks.Read(lines[0].Line) is not { } marks)
            return Bad("MSH-2", "MSH-1、MSH-2 没有写明分隔符，通常是 |^~\\&");
        var segments = new List<Segment>(lines.Count);
        foreach (var (line, end) in lines)
        {
            var parts = line.Split(marks.Field);
            if (line.Length > 0 && !IsName(parts[0]))
                return Bad($"{segments.Count + 1}", $"第 {segments.Count + 1} 段的开头不是段名，上一段可能被截断或换行没有转义");
            segments.Add(new(parts[0], parts, end));
        }
        return new Message(marks, segments, coding ?? Encoding.UTF8);
    }

    private static Refusal Bad(string field, string message) => Refusal.Invalid(field, message);

    private static bool IsName(string name) =>
        name.Length == 3 && char.IsAsciiLetterUpper(name[0]) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    /// <summary>Segments end with a carriage return; where there is none, with a line feed, and one after the other counts as one.</summary>
    private static List<(string Line, string End)> Lines(string text)
    {
        var (lines, at, mark) = (new List<(string, string)>(), 0, text.Contains('\r', StringComparison.Ordinal) ? '\r' : '\n');
        while (at < text.Length)
        {
            var end = text.IndexOf(mark, at);
            if (end < 0)
            {
                lines.Add((text[at..], ""));
                break;
            }
            var next = mark == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add((text[at..end], text[end..next]));
            at = next;
        }
        return lines;
    }

    internal string Write()
    {
        var text = new StringBuilder();
        foreach (var segment in Segments)
            text.AppendJoin(Marks.Field, segment.Parts).Append(segment.End);
        return text.ToString();
    }

    /// <summary>The same with another text in one field of the first segment.</summary>
    internal Message With(int headField, string raw)
    {
        var parts = Segments[0].Parts.ToArray();
        if (headField - 1 < parts.Length)
            parts[headField - 1] = raw;
        return this with { Segments = [Segments[0] with { Parts = parts }, .. Segments.Skip(1)] };
    }

    internal Segment? First(string name) => Segments.FirstOrDefault(s => s.Name == name);

    /// <summary>The text at a place of the first segment of that name; null where there is none, or where it is to be emptied.</summary>
    internal string? Text(string place) => First(place[..3]) is { } segment ? TextOf(segment, Spot.Read(place)) : null;

    internal string? TextOf(Segment segment, Spot place) => Meant(segment.Raw(place, Marks));

    /// <summary>What a raw text means; null for nothing, and for what is to be emptied.</summary>
    internal string? Meant(string raw)
    {
        if (raw.Length == 0 || raw == Segment.Empty)
            return null;
        var text = Escapes.Read(raw, Marks, Coding).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Type and event: <c>ORU^R01</c>.</summary>
    internal string Trigger => $"{Text("MSH-9.1")}^{Text("MSH-9.2")}";
}
