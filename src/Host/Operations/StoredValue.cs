using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Host.Operations;

/// <summary>What an engine keeps in a column, as the value that it means on both.</summary>
internal static class StoredValue
{
    /// <summary>What a column means where the engine does not say: SQLite keeps instants as numbers, ids and days as text.</summary>
    internal static Dictionary<(string, string), Type> Kinds(AppDb db) =>
        (
            from type in db.Model.GetEntityTypes()
            from column in type.GetProperties()
            select (Key: (type.GetTableName()!, column.GetColumnName()), Kind: KindOf(column))
        ).ToDictionary(c => c.Key, c => c.Kind);

    private static Type KindOf(IProperty column)
    {
        if (column.GetElementType() is not null)
            return typeof(string[]);
        var converter = column.GetTypeMapping().Converter;
        var type = converter?.ModelClrType == typeof(DateTimeOffset) ? typeof(DateTime) : converter?.ProviderClrType ?? column.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>A value that does not fit what its column means is kept as it stands: a damaged row is a reason to back up, not to fail.</summary>
    internal static object Of(DbDataReader reader, int at, Type? kind) =>
        reader.GetValue(at) switch
        {
            string text when kind == typeof(Guid) && Guid.TryParse(text, out var id) => id,
            string text when kind == typeof(DateOnly) && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) => day,
            string text when kind == typeof(decimal) && decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
            string text when kind == typeof(string[]) && Texts(text) is { } texts => texts,
            long ticks when kind == typeof(DateTime) && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks => new DateTime(
                ticks,
                DateTimeKind.Utc
            ),
            long flag and (0 or 1) when kind == typeof(bool) => flag == 1,
            int number => (long)number,
            var value => value,
        };

    private static string[]? Texts(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
