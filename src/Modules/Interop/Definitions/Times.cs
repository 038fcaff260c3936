using System.Globalization;

namespace Yihe.Interop.Definitions;

/// <summary>FHIR's dates of any precision as stretches of time, both ends included, in the milliseconds of search rows.</summary>
internal static class Times
{
    internal const double Ever = 1e17;
    private static readonly TimeSpan Here = TimeSpan.FromHours(8);

    /// <summary>Null where it is no date.</summary>
    internal static (double Low, double High)? Read(string text)
    {
        var digits = CultureInfo.InvariantCulture;
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, digits, out var year) && year is > 0 and < 9999)
            return Until(new(year, 1, 1), new(year + 1, 1, 1));
        if (text.Length == 7 && DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", digits, DateTimeStyles.None, out var month))
            return Until(month, month.Year < 9999 || month.Month < 12 ? month.AddMonths(1) : DateOnly.MaxValue);
        if (text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", digits, DateTimeStyles.None, out var day))
            return Until(day, day < DateOnly.MaxValue ? day.AddDays(1) : day);
        if (
            text.Length < 16
            || text[10] is not ('T' or ' ')
            || !DateTimeOffset.TryParse(text.Replace(' ', '+'), digits, DateTimeStyles.AssumeLocal, out var at)
        )
            return null;
        if (!text.EndsWith('Z') && !text[11..].Contains('+') && !text[11..].Contains('-'))
            at = new DateTimeOffset(at.DateTime, Here);
        var low = Math.Floor(Term.Of(at));
        var precision =
            text.Contains('.') ? 0
            : text.Length > 18 && text[16] == ':' ? 999
            : 59_999;
        return (low, low + precision);
    }

    private static (double, double) Until(DateOnly from, DateOnly to) => (Of(from), Of(to) - 1);

    private static double Of(DateOnly day) => Term.Of(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Here));
}
