using System.Globalization;
using Yihe.Hl7.Text;

namespace Yihe.Hl7.Mapping;

/// <summary>The ways in which what stands at a place becomes a value of a resource; the table names them.</summary>
internal static class Values
{
    internal delegate JsonNode? Way(Scene scene, IReadOnlyList<Spot> places, string argument);

    /// <summary>Those that read no place.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<Scene, string, JsonNode?>> OfScene = new Dictionary<
        string,
        Func<Scene, string, JsonNode?>
    >
    {
        ["status"] = (scene, _) => scene.Stage.Trigger.Status,
        ["system"] = (scene, kind) => scene.Stage.SystemOf(kind),
        ["institution"] = (scene, _) => $"Organization/{scene.Stage.Institution}",
        ["ref"] = (scene, of) => scene.Stage.Scenes.FirstOrDefault(s => s.Resource == of) is { } other ? Reference(other) : null,
        ["refs"] = (scene, of) =>
            List(
                scene
                    .Stage.Scenes.Where(s => s.Resource == of && ReferenceEquals(s.Of("OBR"), scene.Of("OBR")))
                    .Select(s => new JsonObject { ["reference"] = Reference(s) })
            ),
    };

    internal static readonly IReadOnlyDictionary<string, Way> OfPlaces = new Dictionary<string, Way>
    {
        ["text"] = (scene, places, _) => scene.Text(places),
        ["table"] = (scene, places, table) => Looked(scene.Stage.Table.Tables[table], scene.Text(places)),
        ["time"] = (scene, places, _) => Time(scene, places, text => text),
        ["day"] = (scene, places, _) => Time(scene, places, text => text.Split('T')[0]),
        ["instant"] = (scene, places, _) => Time(scene, places, text => text.Contains('T', StringComparison.Ordinal) ? text : null),
        ["concept"] = (scene, places, _) => scene.First(places) is { } found ? Codes.Concept(scene, found.Raw) : null,
        ["concepts"] = (scene, places, _) => List(Each(scene, places).Select(raw => Codes.Concept(scene, raw))),
        ["flags"] = (scene, places, _) => List(Each(scene, places).Select(raw => Codes.Flag(scene, raw))),
        ["numbers"] = (scene, places, _) => List(Each(scene, places).Select(raw => Number(scene, raw))),
        ["names"] = (scene, places, _) => List(Each(scene, places).Select(raw => Name(scene, raw))),
        ["phones"] = (scene, places, _) => List(Each(scene, places).Select(raw => Phone(scene, raw))),
        ["addresses"] = (scene, places, _) => List(Each(scene, places).Select(raw => Address(scene, raw))),
        ["person"] = (scene, places, _) => Person(scene, places),
        ["notes"] = (scene, places, _) => Notes(scene, places[0]),
        ["observed"] = (scene, _, _) => Observed.Value(scene),
        ["range"] = (scene, places, _) => scene.Text(places) is { } text ? new JsonArray(Observed.Range(text)) : null,
    };

    private static string Reference(Scene scene) => $"{scene.Template.Type}/{scene.Name}";

    internal static JsonArray? List(IEnumerable<JsonNode?> items) =>
        items.Where(i => i is not null).ToArray() is { Length: > 0 } some ? new JsonArray(some) : null;

    /// <summary>All repetitions of all the places, in order.</summary>
    private static IEnumerable<string> Each(Scene scene, IReadOnlyList<Spot> places) =>
        from place in places
        let segment = scene.Of(place.Segment)
        where segment is not null
        from raw in segment.Repetitions(place.Field, scene.Message.Marks)
        where raw.Length > 0 && raw != Segment.Empty
        select raw;

    private static JsonNode? Looked(IReadOnlyDictionary<string, string> table, string? code) =>
        code is null ? table.GetValueOrDefault("") : table.GetValueOrDefault(code) ?? table.GetValueOrDefault("*");

    private static JsonNode? Time(Scene scene, IReadOnlyList<Spot> places, Func<string, string?> shape)
    {
        foreach (var place in places)
            if (
                scene.Of(place.Segment) is { } segment
                && segment.Raw(place, scene.Message.Marks) is { Length: > 0 } raw
                && raw != Segment.Empty
            )
                if (scene.Part(raw, 1) is { } text)
                    return Times.Of(text) is { } time ? shape(time) : scene.Fault(place, "不是时间，应写作 YYYYMMDDHHMMSS，可只写到日");
        return null;
    }

    private static JsonObject? Number(Scene scene, string raw)
    {
        if (scene.Part(raw, 1) is not { } value)
            return null;
        var type = scene.Part(raw, 5) ?? "";
        return new JsonObject
        {
            ["system"] = scene.Stage.Table.Identifiers.GetValueOrDefault(type) ?? scene.Stage.SystemOf("patient"),
            ["value"] = value,
        };
    }

    private static JsonObject? Name(Scene scene, string raw)
    {
        var (family, given) = (scene.Part(raw, 1, 1), new[] { scene.Part(raw, 2), scene.Part(raw, 3) }.OfType<string>().ToArray());
        if (family is null && given.Length == 0)
            return null;
        var isHan = $"{family}{string.Concat(given)}".Any(c => c is >= '\u3400' and <= '\u9FFF' || char.IsSurrogate(c));
        var name = new JsonObject
        {
            ["use"] = Looked(scene.Stage.Table.Tables["nameUse"], scene.Part(raw, 7)),
            ["text"] = isHan ? $"{family}{string.Concat(given)}" : string.Join(' ', given.Append(family).OfType<string>()),
            ["family"] = family,
            ["given"] = List(given.Select(g => (JsonNode)g)),
        };
        return Lean(name);
    }

    private static JsonObject? Phone(Scene scene, string raw)
    {
        var number = scene.Part(raw, 1) ?? scene.Part(raw, 12) ?? $"{scene.Part(raw, 6)}{scene.Part(raw, 7)}";
        return number.Length == 0 ? null : new JsonObject { ["system"] = "phone", ["value"] = number };
    }

    private static JsonObject? Address(Scene scene, string raw)
    {
        var line = new[] { scene.Part(raw, 1), scene.Part(raw, 2) }.OfType<string>().Select(l => (JsonNode)l);
        var address = new JsonObject
        {
            ["line"] = List(line),
            ["city"] = scene.Part(raw, 3),
            ["state"] = scene.Part(raw, 4),
            ["postalCode"] = scene.Part(raw, 5),
        };
        return Lean(address) is { Count: > 0 } some ? some : null;
    }

    private static JsonObject Lean(JsonObject whole)
    {
        foreach (var (name, _) in whole.Where(p => p.Value is null).ToList())
            whole.Remove(name);
        return whole;
    }

    /// <summary>Somebody of staff: number, family name, given name; or an institution by its name.</summary>
    private static JsonNode? Person(Scene scene, IReadOnlyList<Spot> places)
    {
        if (scene.First(places) is not { } found)
            return null;
        var name = $"{scene.Part(found.Raw, 2, 1)}{scene.Part(found.Raw, 3)}";
        return name.Length > 0 ? name : scene.Part(found.Raw, 1);
    }

    private static JsonNode? Notes(Scene scene, Spot place)
    {
        var lines = scene.Notes.Select(n => scene.Message.TextOf(n, place)).OfType<string>();
        return string.Join('\n', lines) is { Length: > 0 } text ? text : null;
    }
}
