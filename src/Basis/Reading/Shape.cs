using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Yihe.Basis;

/// <summary>Checks the shape of an input record against the attributes of its properties; the same answer for page, REST, import and job.</summary>
public static class Shape
{
    public static IReadOnlyList<FieldFault> FaultsOf(object input)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(input, new ValidationContext(input), results, validateAllProperties: true);
        return [.. results.Select(r => new FieldFault(JsonName(r.MemberNames.FirstOrDefault() ?? ""), r.ErrorMessage!))];
    }

    /// <summary>The Chinese name of a field: its <see cref="DisplayAttribute"/>, else its own.</summary>
    public static string WordsFor(MemberInfo property) => property.GetCustomAttribute<DisplayAttribute>()?.Name ?? property.Name;

    public static string JsonName(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}

/// <summary>A text that must be there.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeededAttribute(string message) : ValidationAttribute(message)
{
    public override bool IsValid(object? value) => value is not null && (value is not string text || !string.IsNullOrWhiteSpace(text));
}

/// <summary>A text of at most so many characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtMostAttribute(int length) : ValidationAttribute
{
    public int Length => length;

    protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
        value is string text && text.Length > length
            ? new ValidationResult($"{context.DisplayName}最多 {length} 个字，现有 {text.Length} 个，请精简", [context.MemberName!])
            : null;
}

/// <summary>A number inside a range, both ends allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(double least, double most) : ValidationAttribute
{
    public double Least => least;
    public double Most => most;

    protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
        value is IConvertible number && Convert.ToDouble(number, null) is var n && (n < least || n > most)
            ? new ValidationResult($"{context.DisplayName}应在 {least} 至 {most} 之间，请核对", [context.MemberName!])
            : null;
}
