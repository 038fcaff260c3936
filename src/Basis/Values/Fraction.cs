using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yihe.Basis.Values;

/// <summary>A part of a whole, exact: <c>1/3</c>, not 0.33. From 0 to 1; written so in files and columns.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct Fraction
{
    public static readonly Fraction None = new(0, 1);

    public Fraction(int part, int whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(whole);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        (Part, Whole) = (part, whole);
    }

    public int Part { get; }
    public int Whole { get; }

    /// <summary>⌈count × fraction⌉.</summary>
    public int CeilingOf(int count) => Whole == 0 ? 0 : (int)((((long)count * Part) + Whole - 1) / Whole);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Part}/{Math.Max(Whole, 1)}");

    public static Fraction Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is not a fraction from 0/1 to 1/1");

    public static Fraction? TryParse(string text) =>
        text.Split('/') is [var part, var whole]
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
        && int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var w)
        && w > 0
        && p <= w
            ? new Fraction(p, w)
            : null;

    private sealed class Converter : JsonConverter<Fraction>
    {
        public override Fraction Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetString() is { } text && TryParse(text) is { } fraction ? fraction : throw new JsonException("应为 1/3 这样的分数");

        public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
