namespace Yihe.Hl7.Mapping;

/// <summary>What kinds of messages are taken, and what becomes of each (对照表). Table: <c>knowledge/hl7.json</c>.</summary>
/// <param name="NumberTypes">how the number is marked by which a source knows its patient</param>
/// <param name="Identifiers">type of a number → the system it belongs to</param>
/// <param name="CodeSystems">name of a coding system in HL7 → in FHIR</param>
/// <param name="Tables">codes → codes; <c>*</c> for any other, empty for none</param>
/// <param name="Resets">with a segment begins something new: what of these was said before no longer holds</param>
internal sealed record MessageTable(
    string Source,
    IReadOnlyList<string> NumberTypes,
    IReadOnlyDictionary<string, string> Identifiers,
    IReadOnlyDictionary<string, string> CodeSystems,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tables,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Resets,
    IReadOnlyList<Trigger> Triggers,
    IReadOnlyDictionary<string, Template> Resources
)
{
    internal HashSet<string> Passing { get; } = [.. Resets.Values.SelectMany(names => names)];

    internal static MessageTable Of(Platform platform) =>
        platform.Shared(() => JsonText.Read<MessageTable>(File.ReadAllText(Path.Combine(platform.Knowledge, "hl7.json"))));

    internal Trigger? TriggerOf(string code) => Triggers.FirstOrDefault(t => t.Code == code);
}

/// <summary>One kind of message: the resources it writes, what it cannot do without, and the state it tells.</summary>
/// <param name="Asks">places, or several of which one is enough</param>
/// <param name="Joins">where the number stands that is given up for the one of the patient segment</param>
internal sealed record Trigger(
    string Code,
    string Words,
    IReadOnlyList<string> Writes,
    IReadOnlyList<string>? Asks = null,
    string? Status = null,
    string? Joins = null
);

/// <summary>How one kind of resource is drawn: once for each segment of a name, under a key, as a body with places in it.</summary>
/// <param name="When">only where something stands there</param>
/// <param name="Overlay">what is not said stays as it was said before</param>
internal sealed record Template(
    string Type,
    string Per,
    IReadOnlyList<string> Key,
    JsonObject Body,
    string? When = null,
    bool Overlay = false,
    JsonObject? Defaults = null
);
