using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>
/// Reads an input record from named values, whether they came as JSON, a form, a query or a route: one record, one answer.
/// All faults are told at once: unknown names, missing ones, values of the wrong kind.
/// </summary>
public static class InputReader
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static Result<object> Read(Type type, JsonObject given)
    {
        var parameters = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();
        var byName = parameters.ToDictionary(p => Shape.JsonName(p.Name!));
        var faults = new List<FieldFault>();
        faults.AddRange(given.Where(g => !byName.ContainsKey(g.Key)).Select(g => new FieldFault(g.Key, $"不认识的字段“{g.Key}”，请删去")));
        var values = parameters.Select(p => ValueOf(type, p, given, faults)).ToArray();
        if (faults.Count > 0)
            return Refusal.Invalid(faults);
        return Activator.CreateInstance(type, values)!;
    }

    private static object? ValueOf(Type type, ParameterInfo parameter, JsonObject given, List<FieldFault> faults)
    {
        var name = Shape.JsonName(parameter.Name!);
        var words = Shape.WordsFor(type.GetProperty(parameter.Name!)!);
        if (!IsSound(given[name]))
        {
            faults.Add(new FieldFault(name, $"{words}里有无法识别的字符，请删去后重新输入"));
            return null;
        }
        var node = Simplify(given[name], parameter.ParameterType);
        if (node is null)
        {
            if (parameter.HasDefaultValue)
                return parameter.DefaultValue
                    ?? (parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);
            if (IsOptional(parameter))
                return null;
            var needed = type.GetProperty(parameter.Name!)!.GetCustomAttribute<NeededAttribute>()?.FormatErrorMessage(words);
            faults.Add(new FieldFault(name, needed ?? $"请填写{words}"));
            return null;
        }
        try
        {
            if (node is JsonArray list && list.Contains(null))
                throw new JsonException("a list has no holes");
            return node.Deserialize(parameter.ParameterType, JsonText.Options);
        }
        catch (JsonException)
        {
            faults.Add(new FieldFault(name, $"{words}的内容不对：{Expected(parameter.ParameterType)}"));
            return null;
        }
    }

    /// <summary>Half a character, the zero character and the mark of a broken encoding can be neither stored nor read.</summary>
    private static bool IsSound(JsonNode? node)
    {
        try
        {
            return node switch
            {
                JsonArray list => list.All(IsSound),
                JsonObject fields => fields.All(f => IsSound(f.Value)),
                JsonValue value when value.TryGetValue<string>(out var text) => text.EnumerateRunes()
                    .All(r => r.Value is not (0 or 0xFFFD)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false; // half a character, found by the parser
        }
    }

    private static bool IsOptional(ParameterInfo parameter)
    {
        if (Nullable.GetUnderlyingType(parameter.ParameterType) is not null)
            return true;
        lock (Nullability)
            return !parameter.ParameterType.IsValueType && Nullability.Create(parameter).WriteState == NullabilityState.Nullable;
    }

    /// <summary>Forms bring text: an empty one is nothing, "12" is a number where one is expected, "on" is yes.</summary>
    private static JsonNode? Simplify(JsonNode? node, Type type)
    {
        if (node is JsonArray array)
            return type == typeof(string) ? null : array;
        if (node is not JsonValue value || !value.TryGetValue<string>(out var text))
            return node;
        text = text.Trim();
        if (text.Length == 0)
            return null;
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted == typeof(bool))
            return text is "on" or "true" ? JsonValue.Create(true)
                : text is "off" or "false" ? JsonValue.Create(false)
                : value;
        if (IsNumber(wanted) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture));
        if (wanted != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(wanted))
            return new JsonArray(JsonValue.Create(text));
        return JsonValue.Create(text);
    }

    private static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(double);

    private static string Expected(Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        return wanted switch
        {
            _ when IsNumber(wanted) => "应为数字",
            _ when wanted == typeof(DateOnly) => "应为日期，如 2026-03-09",
            _ when wanted == typeof(bool) => "应为是或否",
            _ when wanted.IsEnum => "应为其中之一：" + string.Join("、", Enum.GetNames(wanted).Select(Shape.JsonName)),
            _ => "格式不对，请核对",
        };
    }
}
