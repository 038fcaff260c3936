using System.Globalization;
using System.Text.RegularExpressions;
using Yihe.Hl7.Text;

namespace Yihe.Hl7.Mapping;

/// <summary>The value of an observation, by the type that its segment names in field 2; what is not what it claims to be stays text, so that nothing is lost.</summary>
internal static partial class Observed
{
    private const string Absent = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    private static readonly Spot Type = Spot.Read("OBX-2");
    private static readonly Spot Unit = Spot.Read("OBX-6");

    internal static JsonNode? Value(Scene scene)
    {
        var segment = scene.Of("OBX")!;
        var all = segment.Repetitions(5, scene.Message.Marks).Where(r => r.Length > 0 && r != Segment.Empty).ToList();
        if (all is not [var raw, ..])
            return null;
        return scene.Message.TextOf(segment, Type) switch
        {
            "NM" => Quantity(scene, Text(scene, raw)) ?? Words(scene, all),
            "SN" => Structured(scene, raw),
            "CE" or "CWE" or "CNE" => Codes.Concept(scene, raw) is { } concept ? Chosen("CodeableConcept", concept) : null,
            "DT" or "TS" or "DTM" => Times.Of(scene.Part(raw, 1) ?? "") is { } time ? Chosen("DateTime", time) : Words(scene, all),
            "ED" => Chosen("String", $"附件（{scene.Part(raw, 2)} {scene.Part(raw, 3)}），存于原始消息"),
            _ => Words(scene, all),
        };
    }

    private static JsonObject Chosen(string type, JsonNode value) => new() { ["$" + type] = value };

    private static string Text(Scene scene, string raw) => scene.Message.Meant(raw) ?? "";

    private static JsonObject? Words(Scene scene, IEnumerable<string> all) =>
        string.Join('\n', all.Select(r => Text(scene, r))).Trim() is { Length: > 0 } text ? Chosen("String", text) : null;

    private static JsonObject? Quantity(Scene scene, string text, string? comparator = null)
    {
        if (Measured(text) is not { } number)
            return null;
        var quantity = new JsonObject { ["value"] = number };
        if (comparator is not null)
            quantity["comparator"] = comparator;
        if (scene.First([Unit]) is { Raw: var raw } && (scene.Part(raw, 2) ?? scene.Part(raw, 1)) is { } unit)
        {
            quantity["unit"] = unit;
            if (scene.Part(raw, 3) is { } system && scene.Part(raw, 1) is { } code)
                (quantity["system"], quantity["code"]) = (Codes.SystemOf(scene, system), code);
        }
        return Chosen("Quantity", quantity);
    }

    private static decimal? Measured(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Less than, more than, or one alone; anything between two numbers stays words.</summary>
    private static JsonObject? Structured(Scene scene, string raw)
    {
        var (sign, first, second) = (scene.Part(raw, 1), scene.Part(raw, 2), scene.Part(raw, 4));
        if (
            second is null
            && sign is null or "=" or "<" or ">" or "<=" or ">="
            && Quantity(scene, first ?? "", sign is "=" ? null : sign) is { } one
        )
            return one;
        var words = $"{sign}{first}{scene.Part(raw, 3)}{second}";
        return words.Length > 0 ? Chosen("String", words) : null;
    }

    /// <summary>3.5-9.5, &lt;5, &gt;=10; the words stay beside the numbers.</summary>
    internal static JsonObject Range(string text)
    {
        var range = new JsonObject { ["text"] = text };
        if (Between().Match(text) is { Success: true } m)
            (range["low"], range["high"]) = (Limit(m.Groups[1].Value), Limit(m.Groups[2].Value));
        else if (Below().Match(text) is { Success: true } below)
            range["high"] = Limit(below.Groups[1].Value);
        else if (Above().Match(text) is { Success: true } above)
            range["low"] = Limit(above.Groups[1].Value);
        return range;
    }

    private static JsonObject Limit(string number) => new() { ["value"] = decimal.Parse(number, CultureInfo.InvariantCulture) };

    [GeneratedRegex(@"^\s*(-?\d{1,12}(?:\.\d{1,9})?)\s*(?:-|--|~|～)\s*(\d{1,12}(?:\.\d{1,9})?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\s*(?:<|<=|≤)\s*(\d{1,12}(?:\.\d{1,9})?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Below();

    [GeneratedRegex(@"^\s*(?:>|>=|≥)\s*(\d{1,12}(?:\.\d{1,9})?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Above();
}
