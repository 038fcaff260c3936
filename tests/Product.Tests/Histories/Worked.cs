using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Product.Tests.Histories;

/// <summary>A region in which a client works through the gate as one does whose server fails now and then: it asks again under the same key.</summary>
internal sealed class Worked(TestRegion region)
{
    private const int Tries = 5;
    private readonly HostOptions options = region.Options;
    private Gate gate = null!;
    private int keys;

    internal TestRegion Region => region;
    internal FaultPoint Faults { get; } = new();

    /// <summary>How often a process ended and another took over.</summary>
    internal int Starts { get; private set; }

    /// <summary>Another process on the same database.</summary>
    internal async Task Start(CancellationToken ct)
    {
        gate?.Platform.Database.Dispose();
        var platform = (options with { Also = b => b.AddInterceptors(Faults) }).Build(TestDb.Vault);
        await using var db = platform.Database.Open();
        await platform.Blueprints.Load(db, ct);
        gate = new Gate(platform);
        Starts++;
    }

    /// <summary>What came of it at last: the outcome, or the code of the refusal.</summary>
    internal async Task<(string? Refused, JsonNode? Outcome)> Do(string useCase, Actor actor, object input, CancellationToken ct)
    {
        var door = gate.Platform.Modules.UseCases[useCase];
        var read = InputReader.Read(door.Input, System.Text.Json.JsonSerializer.SerializeToNode(input, Basis.JsonText.Options)!.AsObject());
        var call = new Call($"history-{++keys:0000000}");
        for (var attempt = 1; ; attempt++)
            try
            {
                var result = await gate.Run(door, actor, read.Value, call, ct);
                if (result.Refusal == Refusal.Changed && attempt < Tries)
                    continue;
                Faults.Disarm();
                return result.Refusal is { } no
                    ? (no.Code, null)
                    : (null, System.Text.Json.JsonSerializer.SerializeToNode(result.Value, result.Value.GetType(), Basis.JsonText.Options));
            }
            catch (Exception e) when (attempt < Tries && (e is TimeoutException || e.InnerException is TimeoutException)) { }
            catch (Exception e) when (attempt < Tries && (e is FaultPoint.Crashed || e.InnerException is FaultPoint.Crashed))
            {
                await Start(ct);
            }
    }

    internal async Task<IReadOnlyList<Finding>> Findings(CancellationToken ct) => (await Verification.Run(gate.Platform, ct)).Findings;

    internal void Pass(TimeSpan time) => region.Clock.AdvanceTo(region.Clock.GetUtcNow() + time);

    internal DateTimeOffset Now => region.Clock.Instant();
}
