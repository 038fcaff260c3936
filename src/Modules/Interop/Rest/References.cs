using System.Buffers;

namespace Yihe.Interop.Rest;

/// <summary>Finds and rewrites references in the bytes of a resource; everything else stays as it came.</summary>
internal static class References
{
    /// <summary>References by condition: <c>Practitioner?identifier=…</c>.</summary>
    internal static IReadOnlyList<string> Conditional(byte[] body)
    {
        if (!body.AsSpan().Contains((byte)'?'))
            return [];
        var found = new HashSet<string>();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Rendering.MostLevels });
        var isReference = false;
        while (reader.Read())
        {
            if (
                isReference
                && reader.TokenType == JsonTokenType.String
                && reader.GetString() is { } text
                && text.Contains('?')
                && !text.Contains(':', StringComparison.Ordinal)
                    | text.IndexOf('?', StringComparison.Ordinal) < text.IndexOf(':', StringComparison.Ordinal)
            )
                found.Add(text);
            isReference = reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("reference"u8);
        }
        return [.. found];
    }

    /// <summary>Replaces every text that is a known reference, and shortens references written with our own address.</summary>
    internal static byte[] Rewrite(byte[] body, string address, IReadOnlyDictionary<string, string> known)
    {
        var own = address.Length > 0 && body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(address)) >= 0;
        if (known.Count == 0 && !own)
            return body;
        var bytes = new ArrayBufferWriter<byte>(body.Length);
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Rendering.MostLevels });
        var (copied, isReference) = (0, false);
        while (reader.Read())
        {
            if (
                reader.TokenType == JsonTokenType.String
                && Replacement(ref reader, isReference && own ? address : null, known) is { } replacement
            )
            {
                bytes.Write(body.AsSpan(copied, (int)reader.TokenStartIndex - copied));
                bytes.Write(JsonSerializer.SerializeToUtf8Bytes(replacement));
                copied = (int)reader.BytesConsumed;
            }
            isReference = reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("reference"u8);
        }
        bytes.Write(body.AsSpan(copied));
        return bytes.WrittenSpan.ToArray();
    }

    private static string? Replacement(ref Utf8JsonReader reader, string? address, IReadOnlyDictionary<string, string> known)
    {
        if (!reader.ValueSpan.Contains((byte)':') && !reader.ValueSpan.Contains((byte)'?'))
            return null;
        var text = reader.GetString()!;
        if (known.TryGetValue(text, out var replacement))
            return replacement;
        return address is not null && text.StartsWith(address + "/", StringComparison.Ordinal) ? text[(address.Length + 1)..] : null;
    }
}

/// <summary>Parameters as an address or a form writes them.</summary>
internal static class Queries
{
    internal static IReadOnlyList<KeyValuePair<string, string>> Read(string query) =>
        [
            .. query
                .TrimStart('?')
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair => KeyValuePair.Create(Text(pair[0]), pair.Length > 1 ? Text(pair[1]) : "")),
        ];

    private static string Text(string coded) => Uri.UnescapeDataString(coded.Replace('+', ' '));
}
