using System.Globalization;

namespace Yihe.Indicators.Counting;

/// <summary>A span of business days: a day, a month, a quarter, a year.</summary>
/// <param name="From">its first day</param>
public sealed record Period(PeriodGrain Grain, DateOnly From)
{
    /// <summary>The first day after it.</summary>
    public DateOnly Until =>
        Grain switch
        {
            PeriodGrain.Day => From.AddDays(1),
            PeriodGrain.Month => From.AddMonths(1),
            PeriodGrain.Quarter => From.AddMonths(3),
            _ => From.AddYears(1),
        };

    public Period Year => new(PeriodGrain.Year, new(From.Year, 1, 1));

    public Period YearBefore => this with { From = From.AddYears(-1) };

    /// <summary>The months of it, counted since year 0.</summary>
    public IEnumerable<int> Months => Enumerable.Range(MonthOf(From), Math.Max(1, MonthOf(Until) - MonthOf(From)));

    /// <summary>The one of some length that a day lies in.</summary>
    public static Period Of(PeriodGrain grain, DateOnly day) =>
        new(
            grain,
            grain switch
            {
                PeriodGrain.Day => day,
                PeriodGrain.Month => new(day.Year, day.Month, 1),
                PeriodGrain.Quarter => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
                _ => new(day.Year, 1, 1),
            }
        );

    public static Period Month(int month) => new(PeriodGrain.Month, new(month / 12, (month % 12) + 1, 1));

    public static int MonthOf(DateOnly day) => (day.Year * 12) + day.Month - 1;

    public string Words =>
        Grain switch
        {
            PeriodGrain.Day => $"{From:yyyy 年 M 月 d 日}",
            PeriodGrain.Month => $"{From:yyyy 年 M 月}",
            PeriodGrain.Quarter => $"{From.Year} 年第 {((From.Month - 1) / 3) + 1} 季度",
            _ => $"{From.Year} 年",
        };

    /// <summary>As an address carries it: 2026, 2026-Q3, 2026-09, 2026-09-14.</summary>
    public override string ToString() =>
        Grain switch
        {
            PeriodGrain.Day => $"{From:yyyy-MM-dd}",
            PeriodGrain.Month => $"{From:yyyy-MM}",
            PeriodGrain.Quarter => $"{From:yyyy}-Q{((From.Month - 1) / 3) + 1}",
            _ => $"{From:yyyy}",
        };

    /// <summary>What an address carries; null where it is no span.</summary>
    public static Period? Parse(string? text) =>
        Try(text, "yyyy-MM-dd") is { } day ? new(PeriodGrain.Day, day)
        : Try(text, "yyyy-MM") is { } month ? new(PeriodGrain.Month, month)
        : Try(text, "yyyy") is { } year ? new(PeriodGrain.Year, year)
        : text is { Length: 7 } && text[5] == 'Q' && text[6] is >= '1' and <= '4' && Try(text[..4], "yyyy") is { } first
            ? new(PeriodGrain.Quarter, first.AddMonths(3 * (text[6] - '1')))
        : null;

    private static DateOnly? Try(string? text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
