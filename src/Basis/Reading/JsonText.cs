using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Yihe.Basis;

/// <summary>The one way JSON is written and read: strict, camelCase, enums as words, Chinese as it is.</summary>
public static class JsonText
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
    };

    /// <summary>How what comes from outside is parsed: each name once.</summary>
    public static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Spare = new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    /// <summary>As a tree in which what is null is left out.</summary>
    public static JsonNode Lean<T>(T value) => JsonSerializer.SerializeToNode(value, Spare)!;

    /// <summary>Where things stand in a list that was written before, found by one of its members; what is new comes last.</summary>
    public static Func<T, (int, string)> PlaceIn<T>(JsonNode? listed, string member, Func<T, string> keyOf)
    {
        var places = (listed as JsonArray ?? []).Select((item, i) => ($"{item![member]}", i)).ToLookup(p => p.Item1, p => p.i);
        return row => (places[keyOf(row)].DefaultIfEmpty(int.MaxValue).First(), keyOf(row));
    }
}
