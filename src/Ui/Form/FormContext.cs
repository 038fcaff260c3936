using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Basis.Files;
using Yihe.Basis.Values;
using Yihe.Kernel.Files;
using Yihe.Kernel.Working;

namespace Yihe.Ui;

/// <summary>A field of a form, read from the input record of its use case: name, words, kind, limits, and what it holds when nothing is said.</summary>
public sealed record FieldShape(
    string Name,
    string Words,
    Type Type,
    bool Needed,
    int? AtMost,
    double? Least,
    double? Most,
    object? Default = null
)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, FieldShape>> Known = new();

    public bool IsNumber => Type == typeof(int) || Type == typeof(decimal) || Type == typeof(double) || Type == typeof(long);
    public bool IsFile => Type == typeof(UploadedFile);

    /// <summary>Several of the options may be chosen.</summary>
    public bool IsList => Type.IsAssignableTo(typeof(IEnumerable<string>)) || (Choice is not null && !Type.IsEnum);

    /// <summary>The enum whose values are its options, where it is one; or a list of them.</summary>
    public Type? Choice => new[] { Type }.Concat(Type.GetGenericArguments()).FirstOrDefault(t => t.IsEnum);

    public static IReadOnlyDictionary<string, FieldShape> Of(Type input) =>
        Known.GetOrAdd(input, type => type.GetProperties().Select(p => Of(type, p)).ToDictionary(f => f.Name));

    private static FieldShape Of(Type input, PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var between = property.GetCustomAttribute<BetweenAttribute>();
        var parameter = input.GetConstructors().SelectMany(c => c.GetParameters()).FirstOrDefault(p => p.Name == property.Name);
        var otherwise = parameter is { HasDefaultValue: true, DefaultValue: { } given }
            ? type.IsEnum
                ? Enum.ToObject(type, given)
                : given
            : null;
        var needed =
            property.GetCustomAttribute<NeededAttribute>() is not null
            || (type == property.PropertyType && type.IsValueType && type != typeof(bool));
        return new(
            Shape.JsonName(property.Name),
            Shape.WordsFor(property),
            type,
            needed,
            property.GetCustomAttribute<AtMostAttribute>()?.Length,
            between?.Least,
            between?.Most,
            otherwise
        );
    }
}

/// <summary>What the fields of one form share: their shapes, the values to show, and the faults that came back.</summary>
public sealed class FormContext
{
    private IReadOnlyDictionary<string, FieldShape> shapes = null!;
    private object? values;
    private JsonObject? typed;

    public Refusal? Refusal { get; private init; }

    /// <summary>Keeps the ids of fields apart where a page has several forms.</summary>
    public string Prefix { get; private init; } = "";

    /// <param name="mine">the submission of this form that came back, if one did</param>
    /// <param name="draft">what was typed before and kept, shown unless a submission came back</param>
    internal static FormContext For(UseCase useCase, string? name, object? values, ReturnedForm? mine, JsonObject? draft) =>
        new()
        {
            shapes = FieldShape.Of(useCase.Input),
            values = values,
            typed = mine?.Values ?? draft,
            Refusal = mine?.Refusal,
            Prefix = name is null ? "" : name + "-",
        };

    public FieldShape ShapeOf(string name) =>
        shapes.TryGetValue(name, out var shape)
            ? shape
            : throw new InvalidOperationException($"the input of this form has no field {name}");

    /// <summary>What a field holds: what was typed, else what the page gave, else what its record says.</summary>
    public IReadOnlyList<string> ValuesOf(string name)
    {
        if (typed is not null)
            return typed[name] is JsonArray many ? [.. many.Select(v => $"{v}")] : TextsOf(typed[name]?.ToString());
        var property = values?.GetType().GetProperty(name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
        return TextsOf(property is null ? ShapeOf(name).Default : property.GetValue(values));
    }

    public string? FaultOf(string name) => Refusal?.Faults.FirstOrDefault(f => f.Field == name)?.Message;

    /// <summary>The Chinese word of an enum value, from its <see cref="DisplayAttribute"/>.</summary>
    public static string WordsOf(Type type, string value) => type.GetField(value)?.GetCustomAttribute<DisplayAttribute>()?.Name ?? value;

    private static string[] TextsOf(object? value) =>
        value switch
        {
            null or "" => [],
            string text => [text],
            bool flag => [flag ? "true" : "false"],
            DateOnly day => [day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
            Enum one => [Shape.JsonName(one.ToString())],
            IEnumerable many => [.. many.Cast<object>().SelectMany(TextsOf)],
            IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
            var other => [$"{other}"],
        };
}
