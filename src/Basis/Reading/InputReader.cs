using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yihe.Basis;

/// <summary>
/// Reads an input record from named values, whether they came as JSON, a form, a query or a route: one record, one answer.
/// All faults are told at once: unknown names, missing ones, values of the wrong kind.
/// </summary>
public static class InputReader
{
    private static readonly ConcurrentDictionary<Type, Form> Forms = [];

    /// <summary>What an input record asks for, found out once.</summary>
    private sealed record Form(ConstructorInfo Make, IReadOnlyList<Field> Fields)
    {
        internal HashSet<string> Names { get; } = [.. Fields.Select(f => f.Name)];
    }

    /// <param name="Default">what it holds when nothing is said, where something is</param>
    /// <param name="Missing">what is said when it is not there; null where it may be left out</param>
    private sealed record Field(string Name, Type Type, string Words, object? Default, string? Missing);

    public static Result<object> Read(Type type, JsonObject given)
    {
        var form = Forms.GetOrAdd(type, FormOf);
        var faults = new List<FieldFault>();
        faults.AddRange(given.Where(g => !form.Names.Contains(g.Key)).Select(g => new FieldFault(g.Key, $"不认识的字段“{g.Key}”，请删去")));
        var values = form.Fields.Select(f => ValueOf(f, given[f.Name], faults)).ToArray();
        if (faults.Count > 0)
            return Refusal.Invalid(faults);
        return form.Make.Invoke(values);
    }

    private static Form FormOf(Type type)
    {
        var make = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return new(make, [.. make.GetParameters().Select(p => FieldOf(type, p))]);
    }

    private static Field FieldOf(Type type, ParameterInfo parameter)
    {
        var property = type.GetProperty(parameter.Name!)!;
        var (name, words) = (Shape.JsonName(parameter.Name!), Shape.WordsFor(property));
        if (parameter.HasDefaultValue)
        {
            var nothing = parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
            return new(name, parameter.ParameterType, words, parameter.DefaultValue ?? nothing, null);
        }
        var needed = property.GetCustomAttribute<NeededAttribute>()?.FormatErrorMessage(words) ?? $"请填写{words}";
        return new(name, parameter.ParameterType, words, null, IsOptional(parameter) ? null : needed);
    }

    private static object? ValueOf(Field field, JsonNode? given, List<FieldFault> faults)
    {
        if (!IsSound(given))
        {
            faults.Add(new FieldFault(field.Name, $"{field.Words}里有无法识别的字符，请删去后重新输入"));
            return null;
        }
        var node = Simplify(given, field.Type);
        if (node is null)
        {
            if (field.Missing is { } missing)
                faults.Add(new FieldFault(field.Name, missing));
            return field.Default;
        }
        try
        {
            if (node is JsonArray list && list.Contains(null))
                throw new JsonException("a list has no holes");
            return node.Deserialize(field.Type, JsonText.Options);
        }
        catch (JsonException e)
        {
            faults.Add(new FieldFault(field.Name, $"{field.Words}{e.Path?.TrimStart('$')}的内容不对：{Expected(field.Type)}"));
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

    private static bool IsOptional(ParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        || (!parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable);

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

    /// <summary>The enum it is, or is a list of.</summary>
    private static Type? Choice(Type type) => new[] { type }.Concat(type.GetGenericArguments()).FirstOrDefault(t => t.IsEnum);

    private static string Expected(Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        return wanted switch
        {
            _ when IsNumber(wanted) => "应为数字",
            _ when wanted == typeof(DateOnly) => "应为日期，如 2026-03-09",
            _ when wanted == typeof(bool) => "应为是或否",
            _ when Choice(wanted) is { } choice => "应为其中之一：" + string.Join("、", Enum.GetNames(choice).Select(Shape.JsonName)),
            _ => "格式不对，请核对",
        };
    }
}
