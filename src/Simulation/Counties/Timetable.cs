namespace Yihe.Simulation.Counties;

/// <summary>Steps in their order with the time between them, not yet placed on any day.</summary>
internal sealed class Timetable
{
    private static readonly TimeSpan s_urgent = TimeSpan.FromHours(2);

    private readonly List<Entry> _entries = [];

    private sealed record Entry(TimeSpan Gap, string Who, Shift Shift, Func<DateTimeOffset, Hands, CancellationToken, Task> Does);

    /// <param name="gap">time since the step before; none: in the same breath</param>
    public void Add(TimeSpan gap, Staff who, Shift shift, Func<DateTimeOffset, Hands, CancellationToken, Task> does) =>
        _entries.Add(new Entry(gap, who.Login, shift, does));

    /// <summary>Placed from the first step on, each at the next sitting of whoever makes it; in an emergency nobody waits for a sitting.</summary>
    public IReadOnlyList<Step> From(DateTimeOffset first, Sittings sittings, bool urgent)
    {
        var at = first;
        var steps = new List<Step>();
        foreach (var entry in _entries)
        {
            at += entry.Gap;
            if (Waits(entry, urgent))
                at = sittings.After(at, entry.Shift);
            steps.Add(StepOf(entry, at));
        }
        return steps;
    }

    /// <summary>Placed up to the last step, so that the matter stands there from then on.</summary>
    /// <param name="fresh">the last step is of today and happened just then; an older one at a sitting</param>
    public IReadOnlyList<Step> UpTo(DateTimeOffset last, Sittings sittings, bool urgent, bool fresh)
    {
        var at = fresh ? last : sittings.Before(last, _entries[^1].Shift);
        var steps = new List<Step>();
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            steps.Insert(0, StepOf(_entries[i], at));
            at -= _entries[i].Gap;
            if (i > 0 && Waits(_entries[i], urgent))
                at = sittings.Before(at, _entries[i - 1].Shift);
        }
        return steps;
    }

    private static bool Waits(Entry entry, bool urgent) => entry.Gap > TimeSpan.Zero && !(urgent && entry.Gap < s_urgent);

    private static Step StepOf(Entry entry, DateTimeOffset at) => new(at, entry.Who, (hands, ct) => entry.Does(at, hands, ct));
}
