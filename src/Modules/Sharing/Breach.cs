using Yihe.Kernel.Flows;
using Yihe.Kernel.Pools;

namespace Yihe.Sharing;

public enum BreachState
{
    Open,
    Settled,
}

internal enum BreachMove
{
    Settle,
}

/// <summary>
/// Less is kept than the plan asks (预留不足), because capacity was cut after others had taken it: on record with its reason,
/// and with the operations office until it has seen to it.
/// </summary>
[Index(nameof(Pool))]
internal sealed class Breach : IMatter<BreachState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public BreachState State { get; set; }
    public required Guid Pool { get; init; }
    public required InstitutionId At { get; init; }
    public required string AtName { get; init; }

    /// <summary>The operations office of the consortium, or the institution itself where there is none.</summary>
    public required InstitutionId Office { get; init; }
    public required string What { get; init; }
    public required string Href { get; init; }
    public required int Missing { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required int Blueprint { get; init; }
    public Guid? Subject => null;
    public Guid Course => Pool;
    public IEnumerable<InstitutionId> Parties => [At, Office];
    public WorkItemFace Face => new("预留不足", AtName, What, $"少留 {Missing} 个。原因：{Reason}", Href, Urgency.Priority);

    internal static readonly Flow<Breach, BreachState, BreachMove> Flow = new("breach", "预留不足", BreachState.Open)
    {
        States =
        [
            new(BreachState.Open, "待处理", Tone.Danger) { Holder = b => new(b.Office, SharingRights.Oversee), Asks = "核实预留不足" },
            new(BreachState.Settled, "已处理", Tone.Ok),
        ],
        Moves = [new(BreachState.Open, BreachMove.Settle, BreachState.Settled, "已核实处理", b => new(b.Office, SharingRights.Oversee))],
    };
}

/// <summary>The operations office has seen to it.</summary>
internal static class SettleBreach
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, Done> Door = new("share.settle", "处理预留不足", SharingRights.Oversee, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Breach>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        return await Breach.Flow.Make(work, found.Value, BreachMove.Settle, ct) is { } illegal ? illegal : await work.Commit(Done.Yes, ct);
    }
}

/// <summary>The door for whoever cuts capacity.</summary>
public static class Breaches
{
    /// <summary>Records a breach where marks are missing; asked after every change of capacity, in the same act.</summary>
    public static async Task Follow(Work work, Pool pool, InstitutionId at, string what, string href, string reason, CancellationToken ct)
    {
        if (pool.Missing == 0)
            return;
        var all = await InstitutionDirectory.All(work, ct);
        var own = all.First(i => i.Id == at);
        var office = all.FirstOrDefault(i => i.Kind == InstitutionKind.GovernmentOffice && i.IsMember && i.Consortium == own.Consortium);
        var breach = work.Add(
            new Breach
            {
                Id = work.NewId(),
                Pool = pool.Id,
                At = at,
                AtName = own.ShortName,
                Office = office?.Id ?? at,
                What = what,
                Href = href,
                Missing = pool.Missing,
                Reason = reason,
                RecordedAt = work.Now,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            }
        );
        await Breach.Flow.Enter(work, breach, ct);
    }
}
