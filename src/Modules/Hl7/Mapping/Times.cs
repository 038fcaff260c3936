using System.Globalization;
using System.Text.RegularExpressions;

namespace Yihe.Hl7.Mapping;

/// <summary>Times as HL7 writes them (<c>YYYYMMDDHHMMSS.SSSS+ZZZZ</c>, as much of it as is known) in FHIR's way; without a zone it is Beijing time.</summary>
internal static partial class Times
{
    /// <summary>As exact as it is said; null where it is no time.</summary>
    internal static string? Of(string text)
    {
        if (Written().Match(text) is not { Success: true } m)
            return null;
        var (year, month, day) = (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value);
        if (!DateOnly.TryParseExact($"{year}{Or(month, "01")}{Or(day, "01")}", "yyyyMMdd", out _))
            return null;
        if (m.Groups[4].Length == 0)
            return string.Join('-', new[] { year, month, day }.Where(p => p.Length > 0));
        var time = $"{m.Groups[4].Value}:{Or(m.Groups[5].Value, "00")}:{Or(m.Groups[6].Value, "00")}";
        if (!TimeOnly.TryParseExact(time, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return null;
        var zone = m.Groups[8].Value;
        return $"{year}-{month}-{day}T{time}{(m.Groups[7].Length > 0 ? "." + m.Groups[7].Value : "")}{(zone.Length > 0 ? zone[..3] + ":" + zone[3..] : "+08:00")}";
    }

    private static string Or(string part, string otherwise) => part.Length > 0 ? part : otherwise;

    [GeneratedRegex(
        @"^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,6}))?)?)?)?)?)?([+-](?:0\d|1[0-4])[0-5]\d)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Written();
}
