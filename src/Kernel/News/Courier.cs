using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.News;

/// <summary>
/// Brings published records to their subscribers; several may run, each takes rows no other has. What stays inside the walls never waits
/// for the outside: each outside subscriber has a round of its own, and one that is down is asked again ever more seldom.
/// </summary>
public sealed class Courier(Gate gate, ILogger<Courier> log)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>So many share a commit inside; more would keep whoever works waiting for their turn.</summary>
    private const int AtOnce = 10;
    private readonly Platform platform = gate.Platform;
    private readonly Resting resting = new();

    /// <summary>Delivers all that is due, inside and outside, and what follows from it.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (await Inside(ct) + await Outside(ct) > 0) { }
    }

    /// <summary>Delivers what is due inside the walls; returns how many rows it took up.</summary>
    public async Task<int> Inside(CancellationToken ct)
    {
        var count = 0;
        while (await Some(ct) is > 0 and var some)
            count += some;
        return count;
    }

    /// <summary>Makes the calls that are due; returns how many were answered.</summary>
    public async Task<int> Outside(CancellationToken ct)
    {
        var rounds = platform.Modules.Subscriptions.Where(s => s.Call is not null).Select(s => Round(s, ct));
        return (await Task.WhenAll(rounds)).Sum();
    }

    /// <summary>The next few deliveries, in one commit; one that fails is taken back by itself.</summary>
    private async Task<int> Some(CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var now = platform.Time.Instant();
        var inside = platform.Modules.Subscriptions.Where(s => s.React is not null).Select(s => s.Subscriber).ToArray();
        if (!await DueDeliveries.Inside(db, now, inside).AnyAsync(ct))
            return 0;
        using var turn = await platform.Database.Turn(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var count = 0;
        for (; count < AtOnce && await DueDeliveries.TakeInside(db, now, inside, ct) is { } delivery; count++)
        {
            await React(db, transaction, delivery, platform.Modules.Subscriptions.Single(s => s.Subscriber == delivery.Subscriber), ct);
            db.ChangeTracker.Clear();
        }
        await transaction.CommitAsync(ct);
        return count;
    }

    private async Task React(
        AppDb db,
        IDbContextTransaction transaction,
        Delivery delivery,
        Subscription subscription,
        CancellationToken ct
    )
    {
        const string savepoint = "reaction";
        await transaction.CreateSavepointAsync(savepoint, ct);
        var useCase = new Change<Done, Done>(
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
            var row = await db.Set<Delivery>().SingleAsync(d => d.Id == delivery.Id, ct);
            row.Fail(e.GetType().Name, platform.Time.Instant());
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task<int> Round(Subscription subscription, CancellationToken ct)
    {
        var answered = 0;
        while (await Lend(subscription, ct) is { } delivery)
            if (await Call(delivery, subscription, ct))
                answered++;
        return answered;
    }

    /// <summary>The next delivery for an outside party that is up, lent to this courier for a while; those of a party that is down are put off.</summary>
    private async Task<Delivery?> Lend(Subscription subscription, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        while (true)
        {
            var now = platform.Time.Instant();
            if (!await DueDeliveries.Outside(db, now, subscription.Subscriber).AnyAsync(ct))
                return null;
            using var turn = await platform.Database.Turn(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await DueDeliveries.TakeOutside(db, now, subscription.Subscriber, ct) is not { } delivery)
                return null;
            var party = subscription.Party(subscription.Read(delivery.Payload));
            var rests = resting.Until(subscription.Subscriber, party, now);
            if (rests is { } until)
                delivery.Wait(party, until);
            else
                delivery.DueAt = now + Lease;
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            if (rests is null)
                return delivery;
        }
    }

    private async Task<bool> Call(Delivery lent, Subscription subscription, CancellationToken ct)
    {
        var news = subscription.Read(lent.Payload);
        var party = subscription.Party(news);
        Refusal? refusal = null;
        Exception? silence = null;
        try
        {
            refusal = (await subscription.Call!(gate, news, lent.Id, ct)).Refusal;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            silence = e;
        }
        var now = platform.Time.Instant();
        using var turn = await platform.Database.Turn(ct);
        await using var db = platform.Database.Open();
        var delivery = await db.Set<Delivery>().SingleAsync(d => d.Id == lent.Id, ct);
        if (silence is not null)
            delivery.Wait(party, resting.Longer(subscription.Subscriber, party, now));
        else if (refusal is not null)
            delivery.Fail(refusal.Code, now);
        else
            delivery.DoneAt = now;
        await db.SaveChangesAsync(ct);
        if (silence is null && resting.Ends(subscription.Subscriber, party))
            await DueDeliveries.Recall(db, subscription.Subscriber, party, now, ct);
        return silence is null;
    }

    private static readonly Action<ILogger, string, Guid, Exception?> Failed = LoggerMessage.Define<string, Guid>(
        LogLevel.Warning,
        new EventId(1, "delivery-failed"),
        "{Subscriber} could not take delivery {Delivery}; it will be tried again"
    );
}
