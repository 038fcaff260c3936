using System.Collections.Concurrent;
using Yihe.Hl7.Text;

namespace Yihe.Hl7.Mapping;

/// <summary>What holds for every resource of one message.</summary>
/// <param name="Codes">the source's own code → the standard one it was mapped to</param>
internal sealed record Stage(
    Message Message,
    MessageTable Table,
    Trigger Trigger,
    string Application,
    InstitutionId Institution,
    IReadOnlyDictionary<string, StandardCode> Codes
)
{
    internal List<FieldFault> Faults { get; } = [];
    internal List<Scene> Scenes { get; } = [];

    internal string SystemOf(string kind) => $"urn:yihe:source:{Institution}:{Uri.EscapeDataString(Application)}:{kind}";
}

/// <summary>One resource to be drawn, and the segments that hold where it stands.</summary>
internal sealed class Scene(Stage stage, string resource, IReadOnlyDictionary<string, Segment> current, IReadOnlyList<Segment> notes)
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Spot>> Read = new();

    internal Stage Stage => stage;
    internal Message Message => stage.Message;
    internal Template Template => stage.Table.Resources[resource];
    internal string Resource => resource;
    internal IReadOnlyList<Segment> Notes => notes;

    /// <summary>The name of the document it becomes.</summary>
    internal string Name { get; set; } = "";

    /// <summary>Members of the body that the source says are to be emptied.</summary>
    internal HashSet<string> Emptied { get; } = [];

    internal Segment? Of(string name) =>
        current.TryGetValue(name, out var segment) ? segment
        : stage.Table.Passing.Contains(name) ? null
        : Message.First(name);

    internal static IReadOnlyList<Spot> Places(string written) =>
        Read.GetOrAdd(written, w => [.. w.Split(',', StringSplitOptions.TrimEntries).Select(Spot.Read)]);

    /// <summary>The first of the places where something stands, and what stands there.</summary>
    internal (Spot Spot, string Raw)? First(IReadOnlyList<Spot> places)
    {
        foreach (var place in places)
            if (Of(place.Segment)?.Raw(place, Message.Marks) is { Length: > 0 } raw)
                return (place, raw);
        return null;
    }

    internal string? Text(IReadOnlyList<Spot> places)
    {
        foreach (var place in places)
            if (Of(place.Segment) is { } segment && Message.TextOf(segment, place) is { } text)
                return text;
        return null;
    }

    internal string Key() => string.Join('\n', Template.Key.Select(part => Text(Places(part)) ?? ""));

    /// <summary>A part of a repetition, as text.</summary>
    internal string? Part(string raw, int component, int sub = 0) =>
        Message.Meant(Segment.Part(raw, new Spot("", 0, 0, component, sub), Message.Marks));

    internal JsonNode? Fault(Spot place, string words)
    {
        stage.Faults.Add(new($"{place}", $"{place} {words}"));
        return null;
    }
}

/// <summary>A code of a standard, with its words.</summary>
internal sealed record StandardCode(string System, string Code, string Display);
