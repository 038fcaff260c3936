using System.Globalization;
using System.Text.RegularExpressions;

namespace Yihe.Matching;

/// <summary>Days as they are written: 19800102, 1980-01-02, 1980/1/2, 1980.1.2, 1980年1月2日, 02/01/1980, 1980-01, 1980, or as Excel counts them.</summary>
internal static partial class Dates
{
    private const int Unparted = 8;

    /// <summary>Eight digits as they came, even where no such day exists: a wrong digit is still like the right one.</summary>
    internal static Term Term(string text, bool monthFirst)
    {
        var parts = Number().Matches(text.Split([' ', 't'])[0]).Select(m => m.Value).ToList();
        return parts switch
        {
            [{ Length: Unparted } whole, ..] => Terms.Digits(whole),
            [{ Length: 14 or 17 } stamp] => Terms.Digits(stamp[..Unparted]),
            [{ Length: 4 } year, var month, var day, ..] => Of(year, month, day),
            [var first, var second, { Length: 4 } year, ..] => monthFirst ? Of(year, first, second) : Of(year, second, first),
            [{ Length: 4 } year, var month] => Of(year, month, "0"),
            [{ Length: 6 } month] => Of(month[..4], month[4..], "0"),
            [{ Length: 4 } year] => Of(year, "0", "0"),
            [{ Length: 5 } days] => Counted(days),
            _ => Terms.Digits(string.Concat(parts)),
        };
    }

    /// <summary>Whether a date with the year last can only have its month first.</summary>
    internal static bool IsMonthFirst(string text) =>
        YearLast().Match(text) is { Success: true } m && int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture) > 12;

    private static Term Of(string year, string month, string day) =>
        month.Length > 2 || day.Length > 2
            ? Terms.Digits(year + month + day)
            : Terms.Digits($"{year}{month.PadLeft(2, '0')}{day.PadLeft(2, '0')}");

    private static Term Counted(string days) =>
        Terms.Digits(DateTime.FromOADate(int.Parse(days, CultureInfo.InvariantCulture)).ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>Year, month and day of a term of eight digits; 0 where unknown.</summary>
    internal static (int Year, int Month, int Day) Parts(in Term term)
    {
        var digits = term.A;
        int Two(int shift) => (int)(digits >> (shift + 4) & 15) * 10 + (int)(digits >> shift & 15);
        return term.Form == Form.Digits && term.Count == Unparted ? (Two(24) * 100 + Two(16), Two(8), Two(0)) : (0, 0, 0);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}\b")]
    private static partial Regex YearLast();
}
