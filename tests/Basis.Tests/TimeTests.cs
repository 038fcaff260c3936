namespace Yihe.Basis.Tests;

public class TimeTests
{
    private static readonly WorkingHours Calendar = new(
        new TimeOnly(8, 0),
        new TimeOnly(17, 30),
        [new DateOnly(2026, 9, 25), new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 2)],
        [new DateOnly(2026, 9, 20), new DateOnly(2026, 10, 10)]
    );

    [Theory]
    [InlineData("11-19 09:00", 2, "11-19 11:00")] // Thursday morning
    [InlineData("11-19 16:30", 2, "11-20 09:00")] // over the night
    [InlineData("11-20 16:30", 2, "11-23 09:00")] // over the weekend
    [InlineData("11-21 12:00", 1, "11-23 09:00")] // from a Saturday
    [InlineData("11-19 03:00", 1, "11-19 09:00")] // before the doors open
    [InlineData("11-19 22:00", 1, "11-20 09:00")] // after they closed
    [InlineData("09-24 17:00", 1, "09-28 08:30")] // Friday off, then the weekend
    [InlineData("09-18 17:00", 1, "09-20 08:30")] // a Sunday on which people work
    [InlineData("09-30 17:30", 9.5, "10-05 17:30")] // to the last minute of a day
    [InlineData("11-19 09:00", 0, "11-19 09:00")]
    public void Working_time_skips_nights_weekends_and_holidays(string from, double hours, string due) =>
        Assert.Equal(At(due), new TimeLimit(hours, Working: true).DueAfter(At(from), Calendar));

    [Fact]
    public void Clock_hours_skip_nothing() => Assert.Equal(At("11-22 09:00"), new TimeLimit(72).DueAfter(At("11-19 09:00"), Calendar));

    [Theory]
    [InlineData(0.25, false, "限 15 分")]
    [InlineData(24, false, "限 24 小时")]
    [InlineData(336, false, "限 14 天")]
    [InlineData(16, true, "限 16 小时（工作时间）")]
    public void A_limit_says_itself(double hours, bool working, string words) => Assert.Equal(words, new TimeLimit(hours, working).Words);

    [Fact]
    public void The_driven_clock_only_goes_forward()
    {
        var start = At("11-19 09:00");
        var clock = new DrivenClock(TimeProvider.System, start);
        var later = clock.AdvanceTo(start.AddDays(3));
        Assert.True(later >= start.AddDays(3));
        Assert.True(clock.AdvanceTo(start) >= later);
        var stamps = Enumerable.Range(0, 1000).Select(_ => clock.GetUtcNow()).ToList();
        Assert.Equal(stamps.Order(), stamps);
        Assert.InRange(clock.GetUtcNow() - later, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Instants_are_whole_microseconds_and_days_are_those_of_Beijing()
    {
        Assert.Equal(0, TimeProvider.System.Instant().UtcTicks % TimeSpan.TicksPerMicrosecond);
        Assert.Equal(new DateOnly(2026, 11, 20), At("11-20 00:00").Day());
        Assert.Equal(new DateOnly(2026, 11, 19), At("11-20 00:00").AddTicks(-1).Day());
        Assert.Equal(At("11-20 00:00"), new DateOnly(2026, 11, 20).Start());
    }

    private static DateTimeOffset At(string text) =>
        new(DateTime.ParseExact($"2026-{text}", "yyyy-MM-dd HH:mm", null), TimeSpan.FromHours(8));
}
