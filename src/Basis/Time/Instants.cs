namespace Yihe.Basis;

/// <summary>The moment of an act, and the county's day and working hours. Storage is UTC; people live by Beijing time.</summary>
public static class Instants
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>Now, cut to whole microseconds: PostgreSQL keeps no more, and a MAC must still fit after reading back.</summary>
    public static DateTimeOffset Instant(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    public static DateTimeOffset Local(this DateTimeOffset at) => at.ToOffset(Beijing);

    public static DateOnly Day(this DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Beijing).DateTime);

    /// <summary>The instant at which a day begins in Beijing.</summary>
    public static DateTimeOffset Start(this DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Beijing).ToUniversalTime();

    public static Guid NewId(this TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
