using System.Globalization;
using System.Text.RegularExpressions;

namespace Yihe.HealthRecord;

/// <summary>
/// Tells a resource in words (转述): each place by the shape of what stands there, whatever the type of the resource. The one interpreter of
/// <see cref="RecordBook"/>.
/// </summary>
/// <param name="Names">reference → what it leads to, for those that do not say it themselves</param>
internal sealed partial record Telling(RecordBook Book, JsonElement Resource, IReadOnlyDictionary<string, string> Names)
{
    private const int Deepest = 4;

    /// <summary>What the first of the paths that says something says.</summary>
    internal string? First(IEnumerable<string> paths) => paths.Select(Of).FirstOrDefault(said => said is not null);

    internal string? Of(string path) => Joined(At(Resource, path.Split('.')).Select(v => Words(v, path.Split('.')[^1], 0)));

    /// <summary>What stands at a path, through lists.</summary>
    internal static IEnumerable<JsonElement> At(JsonElement from, ReadOnlyMemory<string> path) =>
        from.ValueKind == JsonValueKind.Array ? from.EnumerateArray().SelectMany(item => At(item, path))
        : path.IsEmpty ? [from]
        : from.ValueKind == JsonValueKind.Object && from.TryGetProperty(path.Span[0], out var next) ? At(next, path[1..])
        : [];

    /// <summary>The codes at a path, bare.</summary>
    internal IEnumerable<string> CodesAt(string path) =>
        At(Resource, path.Split('.'))
            .SelectMany(v =>
                v.ValueKind == JsonValueKind.String ? [v.GetString()!]
                : v.ValueKind == JsonValueKind.Object ? At(v, new[] { "coding", "code" }).Select(c => c.GetString()!)
                : []
            );

    /// <summary>Every element that has a name in the table, in the order it came.</summary>
    internal IReadOnlyList<(string Name, string Said)> All() =>
        [
            .. from element in Resource.EnumerateObject()
            where Book.Fields.ContainsKey(element.Name) && element.Name is not ("subject" or "patient" or "text")
            let said = Words(element.Value, element.Name, 0)
            where said is not null
            select (Book.Fields[element.Name], said),
        ];

    internal string? Words(JsonElement value, string name, int depth) =>
        value.ValueKind switch
        {
            JsonValueKind.String => WordsOfText(value.GetString()!, name),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "是",
            JsonValueKind.False => "否",
            JsonValueKind.Array => Joined(value.EnumerateArray().Select(v => Words(v, name, depth))),
            JsonValueKind.Object => WordsOfObject(value, name, depth),
            _ => null,
        };

    private string? WordsOfText(string text, string name) =>
        Book.Codes.GetValueOrDefault($"{name}.{text}")
        ?? (
            Dated().IsMatch(text) ? WordsOfTime(text)
            : text.Trim() is { Length: > 0 } plain ? plain
            : null
        );

    private string? WordsOfObject(JsonElement value, string name, int depth) =>
        depth > Deepest ? null
        : Text(value, "text") is { } text ? text
        : value.TryGetProperty("coding", out var codings) ? Joined(codings.EnumerateArray().Select(c => WordsOfCode(c, name)))
        : value.TryGetProperty("reference", out _) || value.TryGetProperty("display", out _) ? WordsOfReference(value, name, depth)
        : value.TryGetProperty("value", out var number) && number.ValueKind == JsonValueKind.Number ? WordsOfQuantity(value, number)
        : value.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? WordsOfCode(value, name)
        : value.TryGetProperty("low", out _) || value.TryGetProperty("high", out _) ? Between(value, "low", "high", depth)
        : value.TryGetProperty("start", out _) || value.TryGetProperty("end", out _) ? Between(value, "start", "end", depth)
        : value.TryGetProperty("numerator", out var over) && value.TryGetProperty("denominator", out var under)
            ? $"{Words(over, "", depth + 1)}/{Words(under, "", depth + 1)}"
        : WordsOfParts(value, depth);

    /// <summary>A part of its own: what it is and its value, or each thing it holds under its name.</summary>
    private string? WordsOfParts(JsonElement value, int depth)
    {
        if (ValueOf(value) is { } held && value.TryGetProperty("code", out var code))
            return $"{Words(code, "code", depth + 1)} {Words(held.Value, held.Name, depth + 1)}{Mark(value)}";
        var said =
            from part in value.EnumerateObject()
            where Book.Fields.ContainsKey(part.Name)
            let words = Words(part.Value, part.Name, depth + 1)
            where words is not null
            select part.Name is "title" or "text" or "manifestation" or "code" ? words : $"{Book.Fields[part.Name]} {words}";
        return string.Join(' ', said) is { Length: > 0 } all ? all : null;
    }

    /// <summary>The one of the ways to hold a value that is used.</summary>
    internal static (string Name, JsonElement Value)? ValueOf(JsonElement holder)
    {
        foreach (var part in holder.EnumerateObject())
            if (part.Name.Length > 5 && part.Name.StartsWith("value", StringComparison.Ordinal) && char.IsUpper(part.Name[5]))
                return (part.Name, part.Value);
        return null;
    }

    /// <summary>"（偏高）" where whoever made the result, or its own range, says so.</summary>
    internal string? Mark(JsonElement holder) => MarkOf(holder) is { } mark ? $"（{mark}）" : null;

    internal string? MarkOf(JsonElement holder)
    {
        var judged = At(holder, new[] { "interpretation", "coding", "code" }).Select(c => c.GetString()!).ToList();
        if (judged.Count > 0)
            return Joined(judged.Where(c => !Book.Normal.Contains(c)).Select(c => WordsOfText(c, "interpretation")));
        if (
            holder.ValueKind != JsonValueKind.Object
            || ValueOf(holder) is not { Value: { ValueKind: JsonValueKind.Object } quantity }
            || Number(quantity) is not { } value
        )
            return null;
        var ranges = At(holder, new[] { "referenceRange" }).ToList();
        return ranges.Count != 1 ? null // several are for several kinds of people
            : At(ranges[0], new[] { "low" }).Select(Number).FirstOrDefault() is { } low && value < low ? "偏低"
            : At(ranges[0], new[] { "high" }).Select(Number).FirstOrDefault() is { } high && value > high ? "偏高"
            : null;
    }

    private string? WordsOfCode(JsonElement coding, string name) =>
        Text(coding, "code") is { } code && Book.Codes.TryGetValue($"{name}.{code}", out var words)
            ? words
            : Text(coding, "display") ?? Text(coding, "code");

    private string? WordsOfReference(JsonElement reference, string name, int depth)
    {
        if (Text(reference, "display") is { } display)
            return display;
        var to = Text(reference, "reference") ?? "";
        return !to.StartsWith('#')
            ? Names.GetValueOrDefault(to)
            : At(Resource, new[] { "contained" })
                .Where(c => Text(c, "id") == to[1..])
                .Select(c =>
                    At(c, new[] { "code" }).Concat(At(c, new[] { "name" })).Select(n => Words(n, name, depth + 1)).FirstOrDefault()
                )
                .FirstOrDefault();
    }

    private static string WordsOfQuantity(JsonElement quantity, JsonElement number) =>
        $"{Text(quantity, "comparator")}{number.GetRawText()} {Text(quantity, "unit") ?? Text(quantity, "code")}".TrimEnd();

    private string? Between(JsonElement stretch, string low, string high, int depth)
    {
        var (from, to) = (Part(low), Part(high));
        return from is not null && to is not null ? (from == to ? from : $"{from} 至 {to}")
            : from is not null ? (low == "low" ? $"≥ {from}" : $"{from} 起")
            : to is null ? null
            : low == "low" ? $"≤ {to}"
            : $"至 {to}";

        string? Part(string end) => stretch.TryGetProperty(end, out var value) ? Words(value, "", depth + 1) : null;
    }

    /// <summary>As exact as it was written.</summary>
    internal static string? WordsOfTime(string text) =>
        text.Length == 4 ? $"{text}年"
        : text.Length == 7 ? $"{text[..4]}年{int.Parse(text[5..7], CultureInfo.InvariantCulture)}月"
        : text.Length == 10 ? text
        : PersonRecord.TimeOf(text) is { } time ? $"{Entry.MomentOf(time.Low)!.Value.Local():yyyy-MM-dd HH:mm}"
        : text;

    private static decimal? Number(JsonElement quantity) =>
        quantity.ValueKind == JsonValueKind.Object
        && quantity.TryGetProperty("value", out var number)
        && number.ValueKind == JsonValueKind.Number
        && number.TryGetDecimal(out var value)
            ? value
            : null;

    internal static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object
        && from.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : null;

    private static string? Joined(IEnumerable<string?> said) =>
        string.Join('；', said.Where(s => !string.IsNullOrEmpty(s)).Distinct()) is { Length: > 0 } all ? all : null;

    [GeneratedRegex(@"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}.*)?)?)?$")]
    private static partial Regex Dated();
}
