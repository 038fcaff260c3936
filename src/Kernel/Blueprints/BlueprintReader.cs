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
        var (root, shape) = Shape(text, sections);
        if (root is null)
            return (null, shape);
        var read = sections.ToDictionary(s => s.Type, s => root[s.Name].Deserialize(s.Type, JsonText.Options)!);
        var blueprint = new Blueprint(text, read);
        List<BlueprintFault> faults = [.. sections.SelectMany(s => s.Faults(read[s.Type], blueprint))];
        return (faults.Count == 0 ? blueprint : null, faults);
    }

    /// <summary>The file as JSON that fits the schema, or where it does not.</summary>
    public static (JsonNode? Plan, IReadOnlyList<BlueprintFault> Faults) Shape(string text, IReadOnlyList<BlueprintSection> sections)
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
        var faults = SchemaFaults.Of(root, Schema(sections), "$").ToList();
        return (faults.Count == 0 ? root : null, faults);
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
                    context.TypeInfo.Type == typeof(Fraction) ? new JsonObject { ["type"] = "string", ["format"] = "fraction" } : node,
            }
        );
}
