using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Yihe.Interop.Rest;

/// <summary>Writes a kept document as a resource: its bytes as they came, under our id, version and time.</summary>
internal static class Rendering
{
    internal static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        SkipValidation = true,
    };

    /// <summary>Bundles with their entries may nest deeper than anything a person writes; more is refused.</summary>
    internal const int MostLevels = 100;
    internal static readonly JsonDocumentOptions Reading = new() { MaxDepth = MostLevels, AllowDuplicateProperties = false };

    internal static byte[] Write(Action<Utf8JsonWriter> write, int size = 4096)
    {
        var bytes = new ArrayBufferWriter<byte>(size);
        using (var writer = new Utf8JsonWriter(bytes, Writing))
            write(writer);
        return bytes.WrittenSpan.ToArray();
    }

    internal static string InstantOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    internal static byte[] Resource(ReadOnlySpan<byte> kept, Document document, int version, DateTimeOffset at)
    {
        var bytes = new ArrayBufferWriter<byte>(kept.Length + 256);
        using var writer = new Utf8JsonWriter(bytes, Writing);
        writer.WriteStartObject();
        writer.WriteString("resourceType"u8, document.Type);
        writer.WriteString("id"u8, document.Name);
        writer.WritePropertyName("meta"u8);
        Meta(writer, kept, version, at);
        var reader = new Utf8JsonReader(kept, new JsonReaderOptions { MaxDepth = MostLevels });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOurs = reader.ValueTextEquals("resourceType"u8) || reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("meta"u8);
            var name = reader.ValueSpan;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isOurs)
                continue;
            writer.WritePropertyName(name);
            writer.WriteRawValue(kept[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void Meta(Utf8JsonWriter writer, ReadOnlySpan<byte> kept, int version, DateTimeOffset at)
    {
        writer.WriteStartObject();
        writer.WriteString("versionId"u8, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("lastUpdated"u8, InstantOf(at));
        var reader = new Utf8JsonReader(kept, new JsonReaderOptions { MaxDepth = MostLevels });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMeta = reader.ValueTextEquals("meta"u8);
            reader.Read();
            if (!isMeta)
            {
                reader.Skip();
                continue;
            }
            foreach (var (name, value) in JsonNode.Parse(ref reader)!.AsObject())
                if (name is not ("versionId" or "lastUpdated"))
                {
                    writer.WritePropertyName(name);
                    value!.WriteTo(writer);
                }
            break;
        }
        writer.WriteEndObject();
    }
}
