using Microsoft.EntityFrameworkCore;

namespace Yihe.Kernel.Acts;

public enum TimelineKind
{
    Act,
    Look,
    System,
}

/// <summary>One line of a timeline (时间线): when, where, who, what.</summary>
public sealed record TimelineLine(DateTimeOffset At, TimelineKind Kind, string Institution, string Who, string Words, string? About);

/// <summary>The acts of one course of events in order; the audit log read from the side of the thing.</summary>
public static class ActsOf
{
    /// <summary>Acts of a matter, oldest first, with the words of their use case or of the move they made.</summary>
    public static async Task<List<(Act Act, string Words)>> Matter(Work work, Guid matter, CancellationToken ct)
    {
        var modules = work.Platform.Modules;
        var acts = await work
            .Db.Set<Act>()
            .AsNoTracking()
            .Where(a => a.Matter == matter && a.Outcome == ActOutcome.Done)
            .OrderBy(a => a.At)
            .ThenBy(a => a.Id)
            .ToListAsync(ct);
        return [.. acts.Select(a => (a, modules.WordsOf(a.UseCase)))];
    }
}
