using System.Text.RegularExpressions;

namespace Yihe.Interop.Definitions;

/// <summary>What the primitive types of R4 look like in JSON.</summary>
internal static partial class Primitives
{
    internal const int MostText = 1 << 20;

    /// <summary>What is wrong with a value, in words; null where nothing is.</summary>
    internal static string? Fault(string type, JsonElement value) =>
        type switch
        {
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "应为 true 或 false",
            "integer" => Whole(value, int.MinValue),
            "unsignedInt" => Whole(value, 0),
            "positiveInt" => Whole(value, 1),
            "decimal" => value.ValueKind == JsonValueKind.Number ? null : "应为数字",
            _ => value.ValueKind == JsonValueKind.String ? Text(type, value.GetString()!) : "应为文字",
        };

    private static string? Whole(JsonElement value, int least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) && n >= least ? null : $"应为不小于 {least} 的整数";

    private static string? Text(string type, string text)
    {
        if (text.Length == 0)
            return "不能为空；没有内容请删去这个字段";
        if (text.Length > MostText && type is not "base64Binary")
            return "文字过长";
        return type switch
        {
            "id" => Id().IsMatch(text) ? null : "编号只能有字母、数字、“-”与“.”，最多 64 个",
            "code" => Code().IsMatch(text) ? null : "代码不能以空格开头或结尾",
            "date" => Date().IsMatch(text) && IsDay(text) ? null : "应为日期，如 2026-03-09",
            "dateTime" => DateTime().IsMatch(text) && IsDay(text) ? null : "应为日期或带时区的时间，如 2026-03-09T08:30:00+08:00",
            "instant" => Instant().IsMatch(text) && IsDay(text) ? null : "应为带时区的完整时间，如 2026-03-09T08:30:00+08:00",
            "time" => Time().IsMatch(text) ? null : "应为时间，如 08:30:00",
            "oid" => Oid().IsMatch(text) ? null : "应为 urn:oid: 开头的编号",
            "uuid" => Uuid().IsMatch(text) ? null : "应为 urn:uuid: 开头的编号",
            "uri" or "url" or "canonical" => text.AsSpan().ContainsAny(" \t\r\n") ? "地址里不能有空格" : null,
            "base64Binary" => Base64().IsMatch(text) ? null : "应为 base64",
            "xhtml" => text.StartsWith("<div", StringComparison.Ordinal) && text.TrimEnd().EndsWith('>') ? null : "应为一个 <div> 元素",
            _ => string.IsNullOrWhiteSpace(text) || text.Contains('\0') ? "不能只有空白" : null,
        };
    }

    /// <summary>The shape fits; the day must exist, too.</summary>
    private static bool IsDay(string text) => text.Length < 10 || DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", out _);

    [GeneratedRegex(@"^[A-Za-z0-9\-\.]{1,64}$")]
    internal static partial Regex Id();

    [GeneratedRegex(@"^\S+(\s\S+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
    private static partial Regex Date();

    [GeneratedRegex(
        @"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$"
    )]
    private static partial Regex DateTime();

    [GeneratedRegex(
        @"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))$"
    )]
    private static partial Regex Instant();

    [GeneratedRegex(@"^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^urn:oid:[0-2](\.(0|[1-9]\d*))+$")]
    private static partial Regex Oid();

    [GeneratedRegex(@"^urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^[0-9a-zA-Z+/=\s]+$")]
    private static partial Regex Base64();
}
