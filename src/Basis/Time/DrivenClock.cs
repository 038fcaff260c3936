namespace Yihe.Basis;

/// <summary>
/// A clock that a demo, a journey or a test may push forward, never back; between pushes it runs like any clock.
/// Only hosts started for one of these use it.
/// </summary>
public sealed class DrivenClock(TimeProvider real, DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private TimeSpan ahead = start - real.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return real.GetUtcNow() + ahead;
    }

    /// <summary>Moves on to a later moment; an earlier one is ignored. Returns the time it is then.</summary>
    public DateTimeOffset AdvanceTo(DateTimeOffset to)
    {
        lock (gate)
        {
            var now = real.GetUtcNow() + ahead;
            if (to > now)
                ahead += to - now;
            return real.GetUtcNow() + ahead;
        }
    }
}
