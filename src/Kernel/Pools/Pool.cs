using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Pools;

/// <summary>What a pool begins with.</summary>
/// <param name="Id">the session or ward whose capacity it is</param>
/// <param name="Line">the waiting list it serves; several pools may serve one</param>
/// <param name="Share">the part kept for the entitled</param>
/// <param name="OpensAt">until then only the entitled may take</param>
/// <param name="ReleaseAt">from then on nothing is kept any more; null where a share is never released</param>
/// <param name="EndsAt">from then on nothing is offered any more</param>
/// <param name="Capacity">numbered 1 to Capacity</param>
public sealed record PoolPlan(
    Guid Id,
    InstitutionId Owner,
    Guid Line,
    Fraction Share,
    int Capacity,
    DateTimeOffset OpensAt,
    DateTimeOffset? ReleaseAt,
    DateTimeOffset? EndsAt = null
);

/// <summary>
/// Countable capacity (池) with an owner, of which a share is kept for a group until its release. The formula:
/// kept = ⌈capacity × share⌉, and at every committed state before release, taken by others ≤ capacity − kept.
/// It holds without a counter that everyone would wait for: <see cref="Kept"/> units carry a mark, others never sit on a
/// marked unit, and marks move between units only in pairs. Booking reads this row and does not write it.
/// </summary>
public sealed class Pool : IEntity, IReplayed
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required InstitutionId Owner { get; init; }
    public required Guid Line { get; init; }
    public Fraction Share { get; internal set; }
    public int Capacity { get; private set; }

    /// <summary>Marks that should be there but cannot, because others had already taken too much when capacity was cut: a breach.</summary>
    public int Missing { get; private set; }
    public DateTimeOffset OpensAt { get; internal set; }
    public DateTimeOffset? ReleaseAt { get; internal set; }
    public DateTimeOffset? EndsAt { get; init; }
    public bool Closed { get; private set; }

    public int Kept => Share.CeilingOf(Capacity);

    public string Trail => $"{Capacity},{Kept},{Missing},{ReleaseAt?.UtcTicks}";

    public bool IsReleased(DateTimeOffset now) => ReleaseAt <= now;

    internal void Resize(int capacity, int missing) => (Capacity, Missing) = (capacity, missing);

    internal void Close() => Closed = true;
}
