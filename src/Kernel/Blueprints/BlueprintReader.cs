using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Blueprints;

/// <summary>Reads a blueprint file strictly into records and lists every fault in it, not only the first. The records are the schema.</summary>
public static class BlueprintReader
{
    private static readonly JsonSerializerOptions Options = new(JsonText.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static (Blueprint? Blueprint, IReadOnlyList<BlueprintFault> Faults) Read(string text, IReadOnlyList<BlueprintSection> sections)
    {
        var (root, shape) = Parse(text, sections);
        var sound = root is JsonObject ? sections.Where(s => !shape.Any(f => IsIn(s, f.Path))).ToList() : [];
        var read = sound.ToDictionary(s => s.Type, s => root![s.Name].Deserialize(s.Type, JsonText.Options)!);
        var blueprint = new Blueprint(text, read);
        List<BlueprintFault> faults = [.. shape, .. sound.SelectMany(s => Content(s, blueprint))];
        return (faults.Count == 0 ? blueprint : null, faults);
    }

    private static bool IsIn(BlueprintSection section, string path) =>
        path == $"$.{section.Name}" || path.StartsWith($"$.{section.Name}.", StringComparison.Ordinal);

    /// <summary>What a section says of another that cannot be read yet is judged once it can.</summary>
    private static List<BlueprintFault> Content(BlueprintSection section, Blueprint blueprint)
    {
        try
        {
            return [.. section.Faults(blueprint.Section(section.Type), blueprint)];
        }
        catch (Blueprint.MissingSection)
        {
            return [];
        }
    }

    /// <summary>The file as JSON that fits the schema, or where it does not.</summary>
    public static (JsonNode? Plan, IReadOnlyList<BlueprintFault> Faults) Shape(string text, IReadOnlyList<BlueprintSection> sections) =>
        Parse(text, sections) is { Faults: [] } sound ? sound : (null, Parse(text, sections).Faults);

    private static (JsonNode? Plan, IReadOnlyList<BlueprintFault> Faults) Parse(string text, IReadOnlyList<BlueprintSection> sections)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            return (
                null,
                [
                    new BlueprintFault(
                        "$",
                        $"第 {e.LineNumber + 1} 行起不是 JSON",
                        "一个完整的 JSON 文件",
                        "请检查此行前后的引号、逗号与括号"
                    ),
                ]
            );
        }
        return (root, [.. SchemaFaults.Of(root, Schema(sections), "$")]);
    }

    /// <summary>The JSON Schema that editors use, exported from the records.</summary>
    public static JsonObject Schema(IReadOnlyList<BlueprintSection> sections)
    {
        var properties = new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string" } };
        foreach (var section in sections)
            properties[section.Name] = Export(section.Type);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. sections.Select(s => JsonValue.Create(s.Name))]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonNode Export(Type type) =>
        Options.GetJsonSchemaAsNode(
            type,
            new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, node) =>
                    context.TypeInfo.Type == typeof(Fraction) ? new JsonObject { ["type"] = "string", ["format"] = "fraction" }
                    : context.PropertyInfo?.Name == "source" ? Said(node)
                    : node,
            }
        );

    /// <summary>Where a parameter comes from is never left blank.</summary>
    private static JsonNode Said(JsonNode text)
    {
        text["minLength"] = 1;
        return text;
    }
}
