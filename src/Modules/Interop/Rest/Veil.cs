using System.Text.Json.Nodes;

namespace Yihe.Interop.Rest;

/// <summary>
/// What came from one institution as another one reads it (脱敏): numbers that identify people show their ends alone, everything else is as it
/// came. Who needs a whole number asks within the platform, with a reason. The sender reads back what it sent.
/// </summary>
internal static class Veil
{
    internal static byte[] Over(byte[] body, DateOnly today)
    {
        var resource = JsonNode.Parse(body, documentOptions: Rendering.Reading)!;
        return Covers(resource, today, isPhone: false) ? JsonSerializer.SerializeToUtf8Bytes(resource, Written) : body;
    }

    private static readonly JsonSerializerOptions Written = new() { Encoder = Rendering.Writing.Encoder, MaxDepth = Rendering.MostLevels };

    /// <summary>Whether anything below was covered.</summary>
    private static bool Covers(JsonNode? node, DateOnly today, bool isPhone)
    {
        var any = false;
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                    any |= Covers(value, today, name == "telecom" || (isPhone && name == "value"));
                return any;
            case JsonArray items:
                foreach (var item in items.ToList())
                    any |= Covers(item, today, isPhone);
                return any;
            case JsonValue value when value.TryGetValue<string>(out var text) && Masked(text, today, isPhone) is { } masked:
                value.ReplaceWith(masked);
                return true;
            default:
                return false;
        }
    }

    private static string? Masked(string text, DateOnly today, bool isPhone) =>
        text.Length is 15 or 18 && IdentityNumber.Parse(text, today).Refusal is null ? Mask.Identity(text)
        : isPhone ? Mask.Phone(text)
        : null;
}
