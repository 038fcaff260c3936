using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Yihe.Kernel.Values;
using Yihe.Kernel.Working;

namespace Yihe.Ui;

/// <summary>A field of a form, read from the input record of its use case: name, words, kind and limits.</summary>
public sealed record FieldShape(string Name, string Words, Type Type, bool Needed, int? AtMost, double? Least, double? Most)
{
    public static IReadOnlyDictionary<string, FieldShape> Of(Type input) => input.GetProperties().Select(Of).ToDictionary(f => f.Name);

    private static FieldShape Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var between = property.GetCustomAttribute<BetweenAttribute>();
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
            between?.Most
        );
    }
}

/// <summary>What the fields of one form share: their shapes, the values to show, and the faults that came back.</summary>
public sealed class FormContext
{
    private IReadOnlyDictionary<string, FieldShape> shapes = null!;
    private object? values;
    private JsonObject? returned;

    public Refusal? Refusal { get; private init; }

    /// <summary>Keeps the ids of fields apart where a page has several forms.</summary>
    public string Prefix { get; private init; } = "";

    internal static FormContext For(UseCase useCase, string? name, object? values, ReturnedForm? returned)
    {
        var mine = returned is not null && returned.UseCase == useCase.Name && returned.Form == name ? returned : null;
        return new FormContext
        {
            shapes = FieldShape.Of(useCase.Input),
            values = values,
            returned = mine?.Values,
            Refusal = mine?.Refusal,
            Prefix = name is null ? "" : name + "-",
        };
    }

    public FieldShape ShapeOf(string name) =>
        shapes.TryGetValue(name, out var shape)
            ? shape
            : throw new InvalidOperationException($"the input of this form has no field {name}");

    public string? ValueOf(string name)
    {
        if (returned is not null)
            return returned[name]?.ToString();
        var property = values?.GetType().GetProperty(name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
        return property?.GetValue(values) switch
        {
            null => null,
            bool flag => flag ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Enum value => Shape.JsonName(value.ToString()),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString(),
        };
    }

    public string? FaultOf(string name) => Refusal?.Faults.FirstOrDefault(f => f.Field == name)?.Message;

    /// <summary>The Chinese word of an enum value, from its <see cref="DisplayAttribute"/>.</summary>
    public static string WordsOf(Type type, string value) => type.GetField(value)?.GetCustomAttribute<DisplayAttribute>()?.Name ?? value;
}
