using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Yihe.Kernel.Data;

/// <summary>How a value is kept in a column as JSON: what is written the same is the same.</summary>
internal static class JsonColumn
{
    internal static ValueConverter ConverterFor(Type type) =>
        (ValueConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(type))!;

    internal static ValueComparer ComparerFor(Type type) =>
        (ValueComparer)Activator.CreateInstance(typeof(Comparer<>).MakeGenericType(type))!;

    private sealed class Converter<T>() : ValueConverter<T, string>(value => JsonText.Write(value), text => JsonText.Read<T>(text));

    private sealed class Comparer<T>()
        : ValueComparer<T>(
            (a, b) => JsonText.Write(a) == JsonText.Write(b),
            value => JsonText.Write(value).GetHashCode(StringComparison.Ordinal),
            value => JsonText.Read<T>(JsonText.Write(value))
        );
}
