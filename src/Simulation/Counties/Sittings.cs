using System.Globalization;
using System.Text.Json.Nodes;

namespace Yihe.Simulation.Counties;

/// <summary>When people sit down to work: twice on a working day, villages before branches before the hospital, so that what is sent up in the morning is seen the same morning.</summary>
internal sealed class Sittings
{
    private static readonly TimeSpan s_beijing = TimeSpan.FromHours(8);
    private static readonly (int AfterOpening, int BeforeClosing)[] s_minutes = [(20, 165), (70, 120), (125, 80), (175, 35)];

    private readonly TimeOnly _opens;
    private readonly TimeOnly _closes;
    private readonly HashSet<DateOnly> _holidays;
    private readonly HashSet<DateOnly> _workdays;

    /// <param name="calendar">section <c>calendar</c> of the blueprint</param>
    public Sittings(JsonNode calendar)
    {
        _opens = TimeOnly.Parse(calendar["from"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        _closes = TimeOnly.Parse(calendar["to"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        _holidays = Days(calendar["holidays"]!);
        _workdays = Days(calendar["workdays"]!);
    }

    public bool IsWorkday(DateOnly day) =>
        _workdays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    /// <summary>One of the two sittings of a day, working day or not.</summary>
    public DateTimeOffset On(DateOnly day, Shift shift, bool afternoon)
    {
        var (morning, evening) = s_minutes[(int)shift];
        var unpunctual = day.DayNumber * 7 % 13;
        var time = afternoon ? _closes.AddMinutes(-evening - unpunctual) : _opens.AddMinutes(morning + unpunctual);
        return new DateTimeOffset(day.ToDateTime(time), s_beijing);
    }

    /// <summary>The first sitting not before a moment.</summary>
    public DateTimeOffset After(DateTimeOffset at, Shift shift) => Around(DayOf(at), 1, shift).First(sitting => sitting >= at);

    /// <summary>The last sitting not after a moment.</summary>
    public DateTimeOffset Before(DateTimeOffset at, Shift shift) => Around(DayOf(at), -1, shift).First(sitting => sitting <= at);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(s_beijing).DateTime);

    private IEnumerable<DateTimeOffset> Around(DateOnly day, int direction, Shift shift)
    {
        for (; ; day = day.AddDays(direction))
        {
            if (!IsWorkday(day))
                continue;
            yield return On(day, shift, afternoon: direction < 0);
            yield return On(day, shift, afternoon: direction > 0);
        }
    }

    private static HashSet<DateOnly> Days(JsonNode days) =>
        [.. days.AsArray().Select(d => DateOnly.Parse(d!.GetValue<string>(), CultureInfo.InvariantCulture))];
}
