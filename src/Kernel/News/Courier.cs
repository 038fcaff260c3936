using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.News;

/// <summary>Brings published records to their subscribers; several may run, each takes rows no other has.</summary>
public sealed class Courier(Gate gate, ILogger<Courier> log)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private readonly Platform platform = gate.Platform;

    /// <summary>Delivers what is due; returns how many rows it took up.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var count = 0;
        while (await DeliverOne(ct))
            count++;
        return count;
    }

    private async Task<bool> DeliverOne(CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var now = platform.Time.Instant();
        if (!await Due(db, now).AnyAsync(ct))
            return false;
        Subscription subscription;
        Delivery delivery;
        using (await platform.Database.Turn(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await Take(db, now, ct) is not { } taken)
                return false;
            delivery = taken;
            subscription = platform.Modules.Subscriptions.Single(s => s.Subscriber == delivery.Subscriber);
            if (subscription.React is not null)
            {
                await React(db, transaction, delivery, subscription, ct);
                return true;
            }
            delivery.DueAt = now + Lease;
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await CallOutside(delivery, subscription, ct);
        return true;
    }

    private static IQueryable<Delivery> Due(AppDb db, DateTimeOffset now) =>
        db.Set<Delivery>().Where(d => d.DoneAt == null && d.DueAt <= now && d.Attempts < Delivery.MostAttempts);

    private static async Task<Delivery?> Take(AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (db.IsSqlite)
            return await Due(db, now).OrderBy(d => d.DueAt).FirstOrDefaultAsync(ct);
        var rows = await db.Set<Delivery>()
            .FromSql(
                $"SELECT * FROM kernel_delivery WHERE done_at IS NULL AND due_at <= {now} AND attempts < {Delivery.MostAttempts} ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED"
            )
            .ToListAsync(ct);
        return rows.FirstOrDefault();
    }

    private async Task React(
        AppDb db,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        Delivery delivery,
        Subscription subscription,
        CancellationToken ct
    )
    {
        const string savepoint = "reaction";
        await transaction.CreateSavepointAsync(savepoint, ct);
        var useCase = UseCase.Change<Done, Done>(
            subscription.Subscriber,
            subscription.Words,
            Permission.Platform,
            (_, _, _) => throw new NotSupportedException()
        );
        try
        {
            delivery.DoneAt = platform.Time.Instant();
            var work = new Work(platform, db, Actor.Platform(subscription.Subscriber), useCase, new Call()) { Delivery = delivery };
            await subscription.React!(work, subscription.Read(delivery.Payload), ct);
            await db.SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(log, delivery.Subscriber, delivery.Id, e);
            await transaction.RollbackToSavepointAsync(savepoint, ct);
            db.ChangeTracker.Clear();
            await Fail(db, delivery.Id, e.GetType().Name, ct);
        }
        await transaction.CommitAsync(ct);
    }

    private async Task CallOutside(Delivery delivery, Subscription subscription, CancellationToken ct)
    {
        Refusal? refusal;
        try
        {
            refusal = (await subscription.Call!(gate, subscription.Read(delivery.Payload), delivery.Id, ct)).Refusal;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            refusal = Refusal.Conflict(e.GetType().Name, "外部系统没有回应");
        }
        using var turn = await platform.Database.Turn(ct);
        await using var db = platform.Database.Open();
        if (refusal is not null)
            await Fail(db, delivery.Id, refusal.Code, ct);
        else
            await db.Set<Delivery>()
                .Where(d => d.Id == delivery.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.DoneAt, platform.Time.Instant()), ct);
    }

    private async Task Fail(AppDb db, Guid id, string code, CancellationToken ct)
    {
        var row = await db.Set<Delivery>().SingleAsync(d => d.Id == id, ct);
        row.Fail(code, platform.Time.Instant());
        await db.SaveChangesAsync(ct);
    }

    private static readonly Action<ILogger, string, Guid, Exception?> Failed = LoggerMessage.Define<string, Guid>(
        LogLevel.Warning,
        new EventId(1, "delivery-failed"),
        "{Subscriber} could not take delivery {Delivery}; it will be tried again"
    );
}
