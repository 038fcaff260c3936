using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Yihe.Interop.Definitions;

/// <summary>An element of a type: what it holds, whether it must be there, whether it repeats.</summary>
/// <param name="Choice">the name all ways of a choice share: <c>deceased</c> for <c>deceasedBoolean</c></param>
/// <param name="Codes">the closed list of codes, where there is one</param>
internal sealed record Element(string Name, string Type, bool Needed, bool Repeats, string? Choice, FrozenSet<string>? Codes)
{
    /// <summary>The elements of what it holds; null for a primitive.</summary>
    internal TypeTable? Holds { get; set; }
}

/// <summary>A resource, a data type or a part of one.</summary>
internal sealed record TypeTable(string Name, bool IsResource, bool IsAbstract, FrozenDictionary<string, Element> Elements)
{
    /// <summary>What must be there: of each group one.</summary>
    internal IReadOnlyList<IReadOnlyList<Element>> Needed { get; } =
    [.. Elements.Values.Where(e => e.Needed).GroupBy(e => e.Choice ?? e.Name).Select(g => g.ToList())];
}

internal enum ParameterKind
{
    String,
    Token,
    Date,
    Reference,
    Quantity,
    Number,
    Uri,
}

/// <summary>A place in a resource that is searchable: its path, and what is there.</summary>
/// <param name="Name">as search rows name it: type and path</param>
/// <param name="Filter">only where a sibling has this value: <c>telecom</c> with system <c>phone</c></param>
internal sealed record Field(
    string Name,
    ParameterKind Kind,
    string Leaf,
    IReadOnlyList<string> Path,
    (int Depth, string Name, string Value)? Filter
)
{
    /// <summary>Numbers that identify people stand in search rows as keyed hashes alone.</summary>
    internal bool IsHashed => Leaf is "Identifier" or "ContactPoint";
}

/// <param name="Targets">the types a reference may lead to; empty means any</param>
internal sealed record Parameter(string Name, ParameterKind Kind, IReadOnlyList<Field> Fields, IReadOnlyList<string> Targets);

internal sealed record Searching(IReadOnlyList<Field> Fields, IReadOnlyDictionary<string, Parameter> Parameters)
{
    /// <summary>The fields that say whose record it belongs to.</summary>
    internal IReadOnlySet<string> Compartment { get; init; } = new HashSet<string>();
}

/// <summary>The official definitions of FHIR R4, as one table compiled from npm at build.</summary>
internal sealed partial class R4
{
    private static readonly Lazy<R4> Table = new(Read);

    private R4(FrozenDictionary<string, TypeTable> types, FrozenDictionary<string, Searching> search) => (Types, Search) = (types, search);

    internal static R4 Own => Table.Value;

    internal FrozenDictionary<string, TypeTable> Types { get; }

    /// <summary>Resource type → how it is searched.</summary>
    internal FrozenDictionary<string, Searching> Search { get; }

    internal bool IsResource(string? type) => type is not null && Search.ContainsKey(type);

    private static R4 Read()
    {
        using var stream = typeof(R4).Assembly.GetManifestResourceStream("r4.json")!;
        using var table = JsonDocument.Parse(stream);
        var root = table.RootElement;
        var codes = root.GetProperty("codes").EnumerateObject().ToDictionary(c => c.Name, c => Texts(c.Value).ToFrozenSet());
        var types = root.GetProperty("types").EnumerateObject().ToFrozenDictionary(t => t.Name, t => TypeOf(t.Name, t.Value, codes));
        foreach (var element in types.Values.SelectMany(t => t.Elements.Values))
            element.Holds = types.GetValueOrDefault(element.Type);
        var compartment = root.GetProperty("compartment");
        var search = root.GetProperty("search")
            .EnumerateObject()
            .ToFrozenDictionary(s => s.Name, s => SearchingOf(s.Name, s.Value, compartment));
        return new(types, search);
    }

    private static TypeTable TypeOf(string name, JsonElement type, Dictionary<string, FrozenSet<string>> codes)
    {
        var kind = type.GetProperty("kind").GetString();
        var elements = type.GetProperty("elements").EnumerateObject().Select(e => ElementOf(e.Name, e.Value.GetString()!, codes));
        return new(
            name,
            kind == "resource" || name is "Resource" or "DomainResource",
            kind == "abstract",
            elements.ToFrozenDictionary(e => e.Name)
        );
    }

    private static Element ElementOf(string name, string spec, Dictionary<string, FrozenSet<string>> codes)
    {
        var parts = ElementSpec().Match(spec).Groups;
        return new(
            name,
            parts["type"].Value,
            parts["needed"].Success,
            parts["repeats"].Success,
            parts["choice"].Success ? parts["choice"].Value : null,
            parts["codes"].Success ? codes[parts["codes"].Value] : null
        );
    }

    private static Searching SearchingOf(string type, JsonElement spec, JsonElement compartment)
    {
        var fields = spec.GetProperty("fields")
            .EnumerateObject()
            .ToDictionary(f => f.Name, f => FieldOf(type, f.Name, f.Value.GetString()!));
        var parameters = spec.GetProperty("parameters")
            .EnumerateObject()
            .ToDictionary(p => p.Name, p => ParameterOf(p.Name, p.Value, fields));
        var whose = compartment.TryGetProperty(type, out var names) ? Texts(names) : [];
        return new([.. fields.Values], parameters)
        {
            Compartment = whose.Where(parameters.ContainsKey).SelectMany(p => parameters[p].Fields).Select(f => f.Name).ToHashSet(),
        };
    }

    private static Field FieldOf(string type, string name, string spec)
    {
        var (kind, leaf) = (spec.Split(':')[0], spec.Split(':')[1]);
        var filter = FieldFilter().Match(name);
        var path = name.Split('[', '!')[0].Split('.');
        var at = filter.Success ? Array.IndexOf(path, filter.Groups[1].Value) : 0;
        return new(
            $"{type}.{name}",
            KindOf(kind),
            leaf,
            path,
            filter.Success ? (at, filter.Groups[2].Value, filter.Groups[3].Value) : null
        );
    }

    private static Parameter ParameterOf(string name, JsonElement spec, Dictionary<string, Field> fields) =>
        new(
            name,
            KindOf(spec.GetProperty("kind").GetString()!),
            [.. Texts(spec.GetProperty("fields")).Select(f => fields[f])],
            spec.TryGetProperty("to", out var to) ? [.. Texts(to)] : []
        );

    private static ParameterKind KindOf(string kind) => Enum.Parse<ParameterKind>(kind, ignoreCase: true);

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(t => t.GetString()!);

    [GeneratedRegex(@"^(?<type>[\w.]+)(?<needed>\+)?(?<repeats>\*)?(~(?<choice>\w+))?(#(?<codes>.+))?$")]
    private static partial Regex ElementSpec();

    [GeneratedRegex(@"\[(\w+)\.(\w+)=([^\]]+)\]")]
    private static partial Regex FieldFilter();
}
