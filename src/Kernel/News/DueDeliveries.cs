using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.News;

/// <summary>
/// Which deliveries are due, oldest first; on PostgreSQL a row that another courier holds is passed over. Outside, a delivery about a
/// person waits for the earlier ones about them that are not yet tried, or whose receiver is down.
/// </summary>
internal static class DueDeliveries
{
    internal static IQueryable<Delivery> Inside(AppDb db, DateTimeOffset now, string[] subscribers) =>
        Open(db).Where(d => d.DueAt <= now && subscribers.Contains(d.Subscriber));

    internal static IQueryable<Delivery> Outside(AppDb db, DateTimeOffset now, string subscriber) =>
        Open(db)
            .Where(d => d.DueAt <= now && d.Subscriber == subscriber)
            .Where(d =>
                !Open(db)
                    .Any(e =>
                        e.Subscriber == subscriber
                        && e.Subject == d.Subject
                        && e.PublishedAt < d.PublishedAt
                        && (e.Attempts == 0 || e.Error!.StartsWith(Delivery.Down))
                    )
            );

    internal static async Task<Delivery?> TakeInside(AppDb db, DateTimeOffset now, string[] subscribers, CancellationToken ct) =>
        db.IsSqlite
            ? await Inside(db, now, subscribers).OrderBy(d => d.DueAt).FirstOrDefaultAsync(ct)
            : await First(
                db.Set<Delivery>()
                    .FromSql(
                        $"SELECT * FROM kernel_delivery WHERE done_at IS NULL AND due_at <= {now} AND attempts < {Delivery.MostAttempts} AND subscriber = ANY ({subscribers}) ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED"
                    ),
                ct
            );

    internal static async Task<Delivery?> TakeOutside(AppDb db, DateTimeOffset now, string subscriber, CancellationToken ct) =>
        db.IsSqlite
            ? await Outside(db, now, subscriber).OrderBy(d => d.PublishedAt).FirstOrDefaultAsync(ct)
            : await First(
                db.Set<Delivery>()
                    .FromSql(
                        $"""
                        SELECT * FROM kernel_delivery d
                        WHERE done_at IS NULL AND due_at <= {now} AND attempts < {Delivery.MostAttempts} AND subscriber = {subscriber}
                        AND NOT EXISTS (
                            SELECT 1 FROM kernel_delivery e
                            WHERE e.done_at IS NULL AND e.attempts < {Delivery.MostAttempts} AND e.subscriber = {subscriber}
                            AND e.subject = d.subject AND e.published_at < d.published_at
                            AND (e.attempts = 0 OR e.error LIKE {Delivery.Down + "%"}))
                        ORDER BY published_at LIMIT 1 FOR UPDATE SKIP LOCKED
                        """
                    ),
                ct
            );

    /// <summary>A party that answers again gets all that waited for it.</summary>
    internal static Task Recall(AppDb db, string subscriber, string party, DateTimeOffset now, CancellationToken ct) =>
        Open(db)
            .Where(d => d.Subscriber == subscriber && d.Error == Delivery.Down + party && d.DueAt > now)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.DueAt, now), ct);

    private static IQueryable<Delivery> Open(AppDb db) =>
        db.Set<Delivery>().Where(d => d.DoneAt == null && d.Attempts < Delivery.MostAttempts);

    private static async Task<Delivery?> First(IQueryable<Delivery> rows, CancellationToken ct) =>
        (await rows.ToListAsync(ct)).FirstOrDefault();
}
