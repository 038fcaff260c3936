using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yihe.Basis.Values;

namespace Yihe.Basis.Blueprints;

/// <summary>Holds a JSON value against the exported schema and yields every place where it does not fit.</summary>
internal static class SchemaFaults
{
    internal static IEnumerable<BlueprintFault> Of(JsonNode? value, JsonNode? schema, string path)
    {
        if (schema is not JsonObject rule)
            return [];
        var types = TypesOf(rule);
        if (types.Length > 0 && !types.Contains(KindOf(value)) && !(KindOf(value) == "integer" && types.Contains("number")))
            return [new BlueprintFault(path, Show(value), string.Join(" 或 ", types.Select(Words)), "请改成这种写法")];
        if (rule["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
            return
            [
                new BlueprintFault(path, Show(value), "其中之一：" + string.Join("、", allowed.Select(a => a?.ToString())), "请从中选一个"),
            ];
        return value switch
        {
            JsonObject o => OfObject(o, rule, path),
            JsonArray a => a.SelectMany((item, i) => Of(item, rule["items"], $"{path}[{i}]")),
            JsonValue v => OfText(v, rule, path),
            _ => [],
        };
    }

    private static IEnumerable<BlueprintFault> OfObject(JsonObject value, JsonObject rule, string path)
    {
        var known = rule["properties"] as JsonObject;
        foreach (var name in (rule["required"] as JsonArray ?? []).Select(n => n!.GetValue<string>()).Where(n => !value.ContainsKey(n)))
            yield return new BlueprintFault($"{path}.{name}", "（没有写）", "必填", $"请在 {path} 中补上 {name}");
        foreach (var (name, inner) in value)
        {
            var next = known?[name];
            if (next is null && rule["additionalProperties"] is JsonValue flag && !flag.GetValue<bool>())
                yield return new BlueprintFault($"{path}.{name}", Show(inner), BlueprintFault.NoSuchName, Nearest(name, known));
            foreach (var fault in Of(inner, next ?? rule["additionalProperties"], $"{path}.{name}"))
                yield return fault;
        }
    }

    private static IEnumerable<BlueprintFault> OfText(JsonValue value, JsonObject rule, string path)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        var fits =
            text is null
            || rule["format"]?.GetValue<string>() switch
            {
                "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
                "fraction" => Fraction.TryParse(text) is not null,
                _ => true,
            };
        if (rule["minLength"] is not null && string.IsNullOrWhiteSpace(text))
            yield return new BlueprintFault(path, "（空）", "条款编号与原句，或 assumed 与理由", "请写明出处");
        if (!fits)
            yield return new BlueprintFault(path, text!, "日期 2026-01-31、时刻 08:00 或分数 1/3", "请按这种写法改正");
    }

    private static string[] TypesOf(JsonObject rule) =>
        rule["type"] switch
        {
            JsonArray many => [.. many.Select(t => t!.GetValue<string>())],
            JsonValue one => [one.GetValue<string>()],
            _ => [],
        };

    private static string KindOf(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Array => "array",
            _ => "object",
        };

    private static string Words(string type) =>
        type switch
        {
            "string" => "文字",
            "number" => "数",
            "integer" => "整数",
            "boolean" => "true 或 false",
            "array" => "列表 […]",
            "object" => "对象 {…}",
            _ => "空",
        };

    private static string Show(JsonNode? value) =>
        value is JsonObject ? "{…}"
        : value is JsonArray ? "[…]"
        : value?.ToJsonString(JsonText.Options) ?? "null";

    private static string Nearest(string name, JsonObject? known)
    {
        var near = known
            ?.Select(k => k.Key)
            .MinBy(k => k.Union(name).Count() - k.Intersect(name).Count() + Math.Abs(k.Length - name.Length));
        return near is null ? "请删去" : $"请删去，或是想写 {near}？";
    }
}
