using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host.Doors;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.Flows;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host;

/// <summary>The live count of the inbox: one loop per node watches for new acts and wakes every open page, which then counts its own.</summary>
public sealed class InboxPulse(Platform platform, IHostApplicationLifetime lifetime, ILogger<InboxPulse> log) : BackgroundService
{
    private static readonly Action<ILogger, Exception?> Blind = LoggerMessage.Define(
        LogLevel.Warning,
        new EventId(3, "inbox-pulse"),
        "the acts could not be looked at; pages count again when they can"
    );
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal sealed record Alarm(string Title, string Href);

    /// <param name="Count">as it is shown; nothing where nothing waits</param>
    private sealed record Pulse(string? Count, string? Overdue, IReadOnlyList<Alarm> Alarm);

    /// <summary>What a page shows when it loads: how much waits, and the emergencies.</summary>
    internal static async Task<(int Count, IReadOnlyList<Alarm> Alarms)> Of(Platform platform, Actor actor, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var items = Inbox.Of(db, actor);
        return (await items.CountSome(ct), await Alarms(items, ct));
    }

    private static async Task<IReadOnlyList<Alarm>> Alarms(IQueryable<WorkItem> items, CancellationToken ct) =>
        [
            .. (await items.Emergencies(5, ct)).Select(a => new Alarm(
                $"{a.Person} {a.PersonDetail}：{a.Fact}（{string.Join('，', new[] { a.Asks, a.LimitWords }.Where(w => !string.IsNullOrEmpty(w)))}）",
                a.Href
            )),
        ];

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var last = Guid.Empty;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var newest = await Newest(ct);
                if (newest != last)
                    Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
                last = newest;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Blind(log, e);
            }
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Guid> Newest(CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await db.Set<Act>().OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Select(a => a.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The events of one page: at once, then whenever the numbers differ, until the session or its post ends.</summary>
    internal async IAsyncEnumerable<SseItem<string>> Events(Desk desk, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var sent = "";
        while (!ends.IsCancellationRequested)
        {
            var wake = changed.Task;
            await SessionCookie.SetActor(desk.Http, touch: false);
            if (!desk.Actor.SignedIn)
                yield break;
            var now = JsonText.Write(await Count(desk.Actor, ends.Token));
            if (now != sent)
                yield return new SseItem<string>(sent = now);
            await wake.WaitAsync(TimeSpan.FromSeconds(30), ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Pulse> Count(Actor actor, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var now = platform.Time.Instant();
        var items = Inbox.Of(db, actor);
        var (count, overdue) = (await items.CountSome(ct), await items.Where(i => i.DueAt < now).CountSome(ct));
        return new Pulse(Shown(count), Shown(overdue), await Alarms(items, ct));
    }

    private static string? Shown(int count) => count == 0 ? null : Counted.Words(count);
}
