namespace Yihe.Hl7.Mapping;

/// <summary>Coded values: as the source wrote them, and beside that the standard code its own was mapped to.</summary>
internal static class Codes
{
    private const string Flags = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

    internal static JsonObject? Concept(Scene scene, string raw)
    {
        var codings = new List<JsonNode?>();
        if (scene.Part(raw, 1) is { } own && scene.Stage.Codes.TryGetValue(own, out var standard))
            codings.Add(Coding(standard.System, standard.Code, standard.Display));
        foreach (var first in new[] { 1, 4 })
            if (scene.Part(raw, first) is { } code)
                codings.Add(Coding(SystemOf(scene, scene.Part(raw, first + 2)), code, scene.Part(raw, first + 1)));
        var text = scene.Part(raw, 9) ?? scene.Part(raw, 2) ?? scene.Part(raw, 5) ?? scene.Part(raw, 1);
        if (text is null)
            return null;
        var concept = new JsonObject { ["text"] = text };
        if (Values.List(codings) is { } some)
            concept["coding"] = some;
        return concept;
    }

    internal static JsonObject? Flag(Scene scene, string raw) =>
        scene.Part(raw, 1) is { } code ? new JsonObject { ["coding"] = new JsonArray(Coding(Flags, code, scene.Part(raw, 2))) } : null;

    internal static string SystemOf(Scene scene, string? name) =>
        name is null or "L" or "99ZZZ" ? scene.Stage.SystemOf("code")
        : scene.Stage.Table.CodeSystems.TryGetValue(name, out var known) ? known
        : $"urn:yihe:code-system:{Uri.EscapeDataString(name)}";

    /// <summary>A code has no blanks but single ones inside.</summary>
    private static JsonObject Coding(string system, string code, string? display)
    {
        var coding = new JsonObject
        {
            ["system"] = system,
            ["code"] = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        };
        if (display is not null)
            coding["display"] = display;
        return coding;
    }
}
