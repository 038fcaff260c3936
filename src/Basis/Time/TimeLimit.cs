using System.ComponentModel.DataAnnotations;

namespace Yihe.Basis;

/// <summary>How long something may take (时限): clock hours, or working hours that skip nights, weekends and holidays.</summary>
/// <param name="Hours">0.01 to 2,000</param>
/// <param name="Working">count only working hours</param>
public sealed record TimeLimit(
    [property: Display(Name = "小时数")] double Hours,
    [property: Display(Name = "只算工作时间")] bool Working = false
)
{
    /// <summary>"限 30 分", "限 24 小时", "限 14 天".</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Words =>
        (
            Hours < 1 ? $"限 {Hours * 60:0} 分"
            : Hours < 72 || Working ? $"限 {Hours:0.#} 小时"
            : $"限 {Hours / 24:0.#} 天"
        ) + (Working ? "（工作时间）" : "");

    public DateTimeOffset DueAfter(DateTimeOffset from, WorkingHours calendar) =>
        Working ? calendar.Add(from, TimeSpan.FromHours(Hours)) : from + TimeSpan.FromHours(Hours);
}

/// <summary>The county's working day and holidays, from its blueprint.</summary>
/// <param name="From">first working minute of the day, Beijing time</param>
/// <param name="To">end of the working day</param>
/// <param name="Holidays">weekdays on which nobody works</param>
/// <param name="Workdays">weekend days on which people do (调休)</param>
public sealed record WorkingHours(TimeOnly From, TimeOnly To, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> Workdays)
{
    public bool IsWorkday(DateOnly day) =>
        Workdays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));

    /// <summary>The instant at which so much working time has passed.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan span)
    {
        var day = from.Day();
        var start = from;
        while (true)
        {
            if (IsWorkday(day))
            {
                var opens = day.Start() + From.ToTimeSpan();
                var closes = day.Start() + To.ToTimeSpan();
                var begin = start > opens ? start : opens;
                if (closes - begin >= span)
                    return begin + span;
                if (closes > begin)
                    span -= closes - begin;
            }
            day = day.AddDays(1);
        }
    }
}
