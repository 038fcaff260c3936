using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Pools;

public enum UnitState
{
    Free,

    /// <summary>Kept for one taker until a moment (预占).</summary>
    Held,
    Taken,

    /// <summary>Given back, not yet to be had again: a bed being cleaned.</summary>
    Resting,

    /// <summary>No longer part of the capacity.</summary>
    Withdrawn,
}

/// <summary>One of a pool: a numbered time, a bed. Whoever has it is its taker, and there is never a second.</summary>
[Index(nameof(Pool), nameof(Number), IsUnique = true)]
[Index(nameof(Taker))]
public sealed class PoolUnit : IEntity, IReplayed
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Pool { get; init; }
    public required int Number { get; init; }

    /// <summary>Carries a mark of the kept share; before release only the entitled may sit here.</summary>
    public bool Kept { get; internal set; }
    public UnitState State { get; private set; }

    /// <summary>The matter that has it: an appointment, a referral, a stay.</summary>
    public Guid? Taker { get; private set; }

    /// <summary>The taker is of the group the share is kept for.</summary>
    public bool Entitled { get; private set; }
    public DateTimeOffset? HeldUntil { get; private set; }

    public bool IsOccupied => State is UnitState.Held or UnitState.Taken;

    public string Trail => $"{Pool:N},{State},{(Kept ? 1 : 0)},{(Entitled ? 1 : 0)}";

    /// <summary>Gives the unit to a taker: for good, or until a moment.</summary>
    internal void Give(Guid taker, bool entitled, DateTimeOffset? until) =>
        (State, Taker, Entitled, HeldUntil) = (until is null ? UnitState.Taken : UnitState.Held, taker, entitled, until);

    internal void Leave(UnitState to) => (State, Taker, Entitled, HeldUntil) = (to, null, false, null);

    internal void Swap(PoolUnit other) => (Kept, other.Kept) = (other.Kept, Kept);
}

internal sealed class PoolUnitConfiguration : IEntityTypeConfiguration<PoolUnit>
{
    public void Configure(EntityTypeBuilder<PoolUnit> builder)
    {
        builder.HasIndex(u => u.HeldUntil).HasFilter("held_until IS NOT NULL");
    }
}
