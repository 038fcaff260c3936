using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Flows;

/// <summary>The work items that wait for one actor: their institution, a duty they hold, their department or none.</summary>
public static class Inbox
{
    public static IQueryable<WorkItem> Of(AppDb db, Actor actor)
    {
        var duties = actor.Grants.Keys.ToList();
        return db.Set<WorkItem>()
            .AsNoTracking()
            .Where(i => i.Open && i.Institution == actor.Institution && duties.Contains(i.Duty))
            .Where(i => i.Department == null || actor.Department == null || i.Department == actor.Department);
    }

    /// <summary>Matters of the institutions one supervises that are past their limit (督办).</summary>
    public static IQueryable<WorkItem> Overdue(AppDb db, Reach reach) =>
        db.Set<WorkItem>()
            .AsNoTracking()
            .Where(i => i.Open && i.EscalatedAt != null && (reach.All || reach.Institutions.Contains(i.Institution)));

    /// <summary>So many of the most pressing: emergencies first, then what is due soonest, then what has no limit.</summary>
    public static async Task<List<WorkItem>> Pressing(this IQueryable<WorkItem> items, int most, CancellationToken ct)
    {
        var first = await items.Emergencies(most, ct);
        first.AddRange(await items.Where(i => i.Urgency != Urgency.Emergency).Soonest(most - first.Count, ct));
        return first;
    }

    /// <summary>What cannot wait, the soonest due first.</summary>
    public static Task<List<WorkItem>> Emergencies(this IQueryable<WorkItem> items, int most, CancellationToken ct) =>
        items.Where(i => i.Urgency == Urgency.Emergency).Soonest(most, ct);

    /// <summary>Read in order from an index, and what has no limit only where there is room left.</summary>
    private static async Task<List<WorkItem>> Soonest(this IQueryable<WorkItem> items, int most, CancellationToken ct)
    {
        var limited = items.Where(i => i.DueAt != null).OrderBy(i => i.DueAt).ThenBy(i => i.Id);
        var first = await limited.Take(most).ToListAsync(ct);
        if (first.Count < most)
            first.AddRange(await items.Where(i => i.DueAt == null).OrderBy(i => i.Id).Take(most - first.Count).ToListAsync(ct));
        return first;
    }
}

/// <summary>Raises work items whose limit has passed, once each; the act is the platform's.</summary>
public static class EscalateOverdue
{
    public static readonly Change<Done, Done> Door = new("work-item.escalate", "超时升级", Permission.Platform, Run);

    internal static async Task<bool> IsDue(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await Overdue(db, platform.Time.Instant()).AnyAsync(ct);
    }

    private static IQueryable<WorkItem> Overdue(AppDb db, DateTimeOffset now) =>
        db.Set<WorkItem>().Where(i => i.Open && i.EscalatedAt == null && i.DueAt < now);

    private static async Task<Result<Done>> Run(Work work, Done input, CancellationToken ct)
    {
        var items = await Overdue(work.Db, work.Now).OrderBy(i => i.DueAt).Take(200).ToListAsync(ct);
        if (items.Count == 0)
            return Done.Yes;
        foreach (var item in items)
            item.Escalate(work.Now);
        return await work.Commit(Done.Yes, ct);
    }
}
