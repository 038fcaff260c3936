using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.News;
using Yihe.Kernel.Secrets;
using Yihe.Kernel.Working;

namespace Yihe.Host;

/// <summary>What a node does by itself, several times a second: deliver news, escalate what is overdue, seal acts, forget old keys and drafts.</summary>
public sealed class Heart(Gate gate, Courier courier, Sealer sealer, ILogger<Heart> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private static readonly Action<ILogger, Exception?> Stumbled = LoggerMessage.Define(
        LogLevel.Error,
        new EventId(2, "heart"),
        "a beat failed; the next one tries again"
    );
    private static readonly TimeSpan Tidying = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim one = new(1);
    private DateTimeOffset tidyAgain;
    private readonly KeyWatch keys = new(gate.Platform);

    /// <summary>Calls to the outside have a rhythm of their own, so that a system that hangs holds up nothing here.</summary>
    protected override Task ExecuteAsync(CancellationToken ct) =>
        Task.WhenAll(Again(() => Beat(outside: false, ct), ct), Again(() => courier.Outside(ct), ct), Again(() => keys.Look(ct), ct));

    private async Task Again(Func<Task> beat, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await beat();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Stumbled(log, e);
            }
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does everything that is due; after a push of the clock it is called at once.</summary>
    public Task Beat(CancellationToken ct) => Beat(outside: true, ct);

    /// <summary>Brings what was published to its readers and seals what was done; before a push of the clock, so that both keep their time.</summary>
    public async Task Settle(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            await Settle(outside: true, ct);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task Settle(bool outside, CancellationToken ct)
    {
        await (outside ? courier.Run(ct) : courier.Inside(ct));
        while (await sealer.Run(ct) > 0) { }
    }

    private async Task Beat(bool outside, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            gate.Platform.Blueprints.Renew();
            foreach (var beat in gate.Platform.Modules.All.SelectMany(m => m.Beats))
                if (await beat.Due(gate.Platform, ct))
                    await gate.Run(beat.Door, Actor.Platform(beat.Agent), Done.Yes, new Call(), ct);
            await Settle(outside, ct);
            await Tidy(gate.Platform.Time.Instant(), ct);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>What is kept for a while may be kept a little longer: nothing is looked for at each beat.</summary>
    private async Task Tidy(DateTimeOffset now, CancellationToken ct)
    {
        if (now < tidyAgain)
            return;
        var kept = now - KeptOutcome.KeptFor;
        await gate.Platform.Database.Forget<KeptOutcome>(k => k.At < kept, ct);
        await Drafts.Forget(gate.Platform, ct);
        await Shown.Forget(gate.Platform, ct);
        tidyAgain = now + Tidying;
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }
}
