namespace Yihe.Hl7.Text;

/// <summary>The bytes of a message as text (编码): by what MSH-18 names, else UTF-8 where the bytes are that, else GB 18030.</summary>
internal static class Codings
{
    internal static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    internal static readonly Encoding Gb = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030",
        new EncoderReplacementFallback("?"),
        DecoderFallback.ExceptionFallback
    )!;

    /// <summary>HL7 table 0211, and as systems here write it.</summary>
    private static readonly Dictionary<string, Encoding?> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = null,
        ["ASCII"] = null,
        ["UNICODE UTF-8"] = Utf8,
        ["UTF-8"] = Utf8,
        ["UTF8"] = Utf8,
        ["GB 18030-2000"] = Gb,
        ["GB18030"] = Gb,
        ["GBK"] = Gb,
        ["GB2312"] = Gb,
        ["CP936"] = Gb,
        ["8859/1"] = Encoding.Latin1,
    };

    internal static Result<(string Text, Encoding Coding)> Read(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        var name = NameIn(bytes);
        if (!Named.TryGetValue(name, out var named))
            return Refusal.Invalid("MSH-18", "MSH-18 写的字符集不认识，请写 UNICODE UTF-8 或 GB 18030-2000");
        foreach (var coding in named is null ? [Utf8, Gb] : new[] { named })
            try
            {
                return (coding.GetString(bytes), coding);
            }
            catch (DecoderFallbackException)
            {
                continue; // the next one, if any
            }
        return Refusal.Invalid(
            "MSH-18",
            $"内容不是{(named is null ? " UTF-8，也不是 GB 18030" : $" MSH-18 所写的 {name}")}编码，请核对后重发"
        );
    }

    /// <summary>Field 18 of the first segment, whose marks and name are ASCII in each of these.</summary>
    private static string NameIn(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOfAny((byte)'\r', (byte)'\n');
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(end < 0 ? bytes.Length : end, 4_000));
        return head.Length < 4 ? "" : (head.Split(head[3]).ElementAtOrDefault(17) ?? "").Split('~', '^')[0].Trim();
    }
}
