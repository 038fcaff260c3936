using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Yihe.Basis.Values;

namespace Yihe.Basis.Blueprints;

/// <summary>Reads a blueprint file strictly into records and lists every fault in it, not only the first. The records are the schema.</summary>
public static class BlueprintReader
{
    private static readonly JsonSerializerOptions Options = new(JsonText.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static (Blueprint? Blueprint, IReadOnlyList<BlueprintFault> Faults) Read(string text, IReadOnlyList<BlueprintSection> sections)
    {
        var (root, shape) = Parse(text, sections);
        var faults = shape.ToList();
        var sound = root is JsonObject ? sections.Where(s => !shape.Any(f => IsIn(s, f.Path))).ToList() : [];
        var read = new Dictionary<Type, object>();
        foreach (var section in sound)
            if (Section(root![section.Name], section, faults) is { } content)
                read[section.Type] = content;
        var blueprint = new Blueprint(text, read);
        faults.AddRange(sound.SelectMany(s => Content(s, blueprint)));
        return (faults.Count == 0 ? blueprint : null, faults);
    }

    /// <summary>A value may be of the right kind and yet none that can be kept, such as a number beyond all bounds.</summary>
    private static object? Section(JsonNode? content, BlueprintSection section, List<BlueprintFault> faults)
    {
        try
        {
            return content.Deserialize(section.Type, JsonText.Options);
        }
        catch (JsonException e)
        {
            faults.Add(new($"$.{section.Name}{e.Path?[1..]}", "（读不出来的值）", "大小与写法都合理的值", "请对照范例改正"));
            return null;
        }
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
        try
        {
            var root = JsonNode.Parse(text, documentOptions: JsonText.Once);
            return (root, [.. SchemaFaults.Of(root, Schema(sections), "$")]);
        }
        catch (JsonException e)
        {
            return NotRead($"第 {e.LineNumber + 1} 行起不是 JSON", "请检查此行前后的引号、逗号与括号，有没有重复的名字");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException) // half a character
        {
            return NotRead("有无法识别的字符", "请另存为 UTF-8 并改正乱码");
        }
    }

    private static (JsonNode? Plan, IReadOnlyList<BlueprintFault> Faults) NotRead(string found, string wayOut) =>
        (null, [new("$", found, "一个完整的 JSON 文件", wayOut)]);

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
