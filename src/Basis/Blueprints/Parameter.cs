using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Yihe.Basis.Blueprints;

/// <summary>One running value of a blueprint (方案参数): where it stands, what it is called, what it is now, and on whose word.</summary>
/// <param name="Path">as in the file, list items by their code: <c>referral.criteria[UP-01].text</c></param>
/// <param name="Type">of the value; a record only where an optional part is left out</param>
/// <param name="Source">clause and sentence, or 假定 with the reason</param>
public sealed partial record Parameter(
    string Path,
    string Section,
    string Words,
    [property: JsonIgnore] Type Type,
    JsonNode? Value,
    string Source
)
{
    public bool IsAssumed => Source.Contains("假定", StringComparison.Ordinal);

    /// <summary>It can be set by itself: a value, or a list of values.</summary>
    public bool IsPlain => Parameters.IsPlain(Type);

    public bool IsList => Type != typeof(string) && Type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>The value as people write it: a list one item a line.</summary>
    public string Text => Value is JsonArray list ? string.Join('\n', list.Select(v => $"{v}")) : $"{Value}";

    /// <summary>What was written as JSON; what does not fit the type stays text, for the reader to refuse with its reason.</summary>
    public JsonNode? Parse(string text)
    {
        text = text.Trim().ReplaceLineEndings("\n");
        if (IsList)
            return new JsonArray([
                .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Item),
            ]);
        return text.Length == 0 && Value is null ? null : Item(text);
    }

    private JsonNode? Item(string text)
    {
        var type = IsList ? Parameters.ItemOf(Type)! : Type;
        if (type == typeof(bool))
            return bool.TryParse(text, out var flag) ? flag : text;
        var isNumber = type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal);
        return isNumber && Number().IsMatch(text) ? JsonNode.Parse(text) : text;
    }

    [GeneratedRegex(@"^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$")]
    private static partial Regex Number();
}

/// <summary>A parameter in two versions.</summary>
public sealed record ParameterChange(Parameter Parameter, string? Before, string? After);

/// <summary>Takes a blueprint apart into its parameters by the records of its sections, and puts values back.</summary>
public static partial class Parameters
{
    public static IReadOnlyList<Parameter> Of(JsonNode plan, IReadOnlyList<BlueprintSection> sections) =>
        [.. sections.SelectMany(s => Walk(new(s.Name, s.Words, "", ""), s.Type, plan[s.Name]))];

    /// <summary>What differs between two plans; a parameter that only one of them has is null in the other.</summary>
    public static IReadOnlyList<ParameterChange> Between(JsonNode before, JsonNode after, IReadOnlyList<BlueprintSection> sections)
    {
        var (old, now) = (Of(before, sections).ToDictionary(p => p.Path), Of(after, sections).ToDictionary(p => p.Path));
        return
        [
            .. from path in old.Keys.Union(now.Keys)
            let change = new ParameterChange(
                now.GetValueOrDefault(path) ?? old[path],
                old.GetValueOrDefault(path)?.Text,
                now.GetValueOrDefault(path)?.Text
            )
            where change.Before != change.After
            select change,
        ];
    }

    /// <summary>The addresses of all parameters there can be, list items without their codes: <c>referral.criteria[].text</c>.</summary>
    public static IReadOnlyList<string> Kinds(IReadOnlyList<BlueprintSection> sections) =>
        [.. sections.SelectMany(s => Kinds(s.Name, s.Type))];

    /// <summary>The parameters whose words are still missing.</summary>
    public static IEnumerable<string> Nameless(IReadOnlyList<BlueprintSection> sections) =>
        sections
            .SelectMany(s => Records(s.Type))
            .Distinct()
            .SelectMany(Running)
            .Where(p => p.Words == p.Property.Name)
            .Select(p => $"{p.Property.DeclaringType!.Name}.{p.Property.Name}");

    /// <summary>Puts a value where the address says; null takes it away.</summary>
    public static void Set(JsonNode plan, string path, JsonNode? value)
    {
        var steps = Step().Matches(path).Select(m => m.Value.Trim('[', ']')).ToList();
        var at = steps.SkipLast(1).Aggregate(plan, (node, step) => Child(node, step) ?? throw new ArgumentException(path));
        if (value is null)
            at.AsObject().Remove(steps[^1]);
        else
            at[steps[^1]] = value;
    }

    /// <summary>Lays what a region has as rows over a plan, and tells where the plan says otherwise.</summary>
    public static IReadOnlyList<string> KeepRows(JsonNode plan, JsonNode rows, IReadOnlyList<BlueprintSection> sections)
    {
        var otherwise = new List<string>();
        foreach (var section in sections)
        foreach (var property in section.Type.GetProperties().Where(p => p.IsDefined(typeof(FoundingAttribute))))
        {
            var name = Shape.JsonName(property.Name);
            var (said, kept) = (plan[section.Name]?[name], rows[section.Name]?[name]);
            otherwise.AddRange(Otherwise($"{section.Name}.{name}", said, kept));
            if (plan[section.Name] is JsonObject target)
                target[name] = kept?.DeepClone();
            if (kept is null)
                (plan[section.Name] as JsonObject)?.Remove(name);
        }
        return otherwise;
    }

    internal static bool IsPlain(Type type) => IsScalar(type) || (ItemOf(type) is { } item && IsScalar(item) && !IsMap(type));

    /// <summary>What a list holds, or a dictionary under its keys.</summary>
    internal static Type? ItemOf(Type type) => type == typeof(string) || !type.IsGenericType ? null : type.GetGenericArguments()[^1];

    private static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || (type.IsValueType && !type.IsGenericType);

    private static bool IsMap(Type type) => type.IsGenericType && type.GetGenericArguments().Length == 2;

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private sealed record Spot(string Path, string Section, string Words, string Source);

    private static IEnumerable<Parameter> Walk(Spot at, Type type, JsonNode? node)
    {
        if (IsPlain(type) || node is null)
            return [new Parameter(at.Path, at.Section, at.Words, type, node, PartOf(at.Source, at.Path))];
        if (IsMap(type))
            return node.AsObject()
                .SelectMany(e => Walk(Under(at, $"[{e.Key}]", KeyWords(type.GetGenericArguments()[0], e.Key)), ItemOf(type)!, e.Value));
        if (ItemOf(type) is { } item)
            return node.AsArray().SelectMany((e, i) => Walk(Under(at, $"[{KeyOf(e, i)}]", KeyOf(e, i)), item, e));
        var source = node["source"]?.ToString() is { Length: > 0 } own ? own : at.Source;
        return from p in Running(type)
            from parameter in Walk(Under(at, "." + p.Name, p.Words) with { Source = source }, Bare(p.Property.PropertyType), node[p.Name])
            select parameter;
    }

    private static Spot Under(Spot at, string step, string words) =>
        at with
        {
            Path = at.Path + step,
            Words = $"{at.Words} {words}".Trim(),
        };

    private static string KeyWords(Type type, string key) =>
        type.GetFields().FirstOrDefault(f => Shape.JsonName(f.Name) == key)?.GetCustomAttribute<DisplayAttribute>()?.Name ?? key;

    private static string KeyOf(JsonNode? item, int index) => item?["code"]?.ToString() ?? $"{index}";

    private static JsonNode? Child(JsonNode node, string step) =>
        node is JsonArray list ? list.Where((item, i) => KeyOf(item, i) == step).FirstOrDefault() : node[step];

    private static IEnumerable<(PropertyInfo Property, string Name, string Words)> Running(Type record) =>
        from property in record.GetProperties()
        where property.SetMethod is not null && property.Name != "Source" && !property.IsDefined(typeof(FoundingAttribute))
        select (property, Shape.JsonName(property.Name), Shape.WordsFor(property));

    private static IEnumerable<string> Kinds(string path, Type type) =>
        IsPlain(type) ? [path]
        : ItemOf(type) is { } item ? Kinds(path + "[]", item)
        : Running(type).SelectMany(p => Kinds($"{path}.{p.Name}", Bare(p.Property.PropertyType)));

    private static IEnumerable<Type> Records(Type type) =>
        IsPlain(type) ? []
        : ItemOf(type) is { } item ? Records(item)
        : Running(type).SelectMany(p => Records(Bare(p.Property.PropertyType))).Prepend(type);

    /// <summary>What a source says of one parameter: where it speaks of names one by one, the part that names it; else all of it.</summary>
    internal static string PartOf(string source, string path)
    {
        var names = Step().Matches(path).Select(m => m.Value).ToHashSet();
        var parts = Semicolon().Split(source).Select(p => (Text: p, Head: Head().Match(p))).ToList();
        var own = parts.Where(p => p.Head.Success && p.Head.Groups[1].Value.Split('、').Any(names.Contains)).ToList();
        if (own.Count > 0)
            return string.Join('；', own.Select(p => p.Text[p.Head.Length..]));
        var general = parts.Where(p => !p.Head.Success).Select(p => p.Text).ToList();
        return general.Count > 0 ? string.Join('；', general) : source;
    }

    private static IEnumerable<string> Otherwise(string path, JsonNode? said, JsonNode? kept) =>
        (said, kept) switch
        {
            (JsonObject a, JsonObject b) => a.Select(e => e.Key)
                .Union(b.Select(e => e.Key))
                .SelectMany(key => Otherwise($"{path}.{key}", a[key], b[key])),
            (JsonArray a, JsonArray b) when a.Concat(b).All(i => i is JsonObject) => Keyed(a)
                .Keys.Union(Keyed(b).Keys)
                .SelectMany(key => Otherwise($"{path}[{key}]", Keyed(a).GetValueOrDefault(key), Keyed(b).GetValueOrDefault(key))),
            _ => JsonNode.DeepEquals(said, kept) || (IsNothing(said) && IsNothing(kept))
                ? []
                : [$"{path}：文件 {Brief(said)}，平台 {Brief(kept)}"],
        };

    private static Dictionary<string, JsonNode?> Keyed(JsonArray list) =>
        list.Select((item, i) => (Key: item?["login"]?.ToString() ?? KeyOf(item, i), item))
            .DistinctBy(e => e.Key)
            .ToDictionary(e => e.Key, e => e.item);

    private static bool IsNothing(JsonNode? node) => node is null or JsonArray { Count: 0 };

    private static string Brief(JsonNode? node) =>
        node switch
        {
            null => "（没有）",
            JsonValue value => $"{value}",
            _ => (node as JsonObject)?["name"]?.ToString() ?? node.ToJsonString(JsonText.Options),
        };

    [GeneratedRegex(@"[^.\[\]]+(?![^\[]*\])|\[[^\]]*\]")]
    private static partial Regex Step();

    [GeneratedRegex("；(?![^“]*”)")]
    private static partial Regex Semicolon();

    [GeneratedRegex("^([a-zA-Z]+(?:、[a-zA-Z]+)*)(?:：| ?为(?=假定))")]
    private static partial Regex Head();
}
