using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Pools;

/// <summary>
/// Someone waits for whatever becomes free in any pool of a line (候补). What is given back goes to the first who may have it,
/// held for a while; it never becomes free in between.
/// </summary>
[Index(nameof(Line), nameof(Open), nameof(Rank), nameof(Since))]
public sealed class Waiting : IEntity
{
    private const int AtMost = 100;

    /// <summary>The matter that waits.</summary>
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Line { get; init; }

    /// <summary>Lower comes first; among equals whoever waited longer.</summary>
    public required int Rank { get; init; }
    public required bool Entitled { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>How long an offer is held.</summary>
    public required double OfferHours { get; init; }
    public bool Open { get; private set; } = true;

    /// <summary>No longer waits: it was offered something, or left.</summary>
    public void Leave() => Open = false;

    /// <summary>Offers a unit that was just given back to the first in line; null where nobody waits who may have it.</summary>
    internal static async Task<Waiting?> Offer(Work work, PoolUnit unit, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Pool>([unit.Pool], ct) is not { Closed: false } pool || pool.EndsAt <= work.Now)
            return null;
        var anyone = !unit.Kept || pool.IsReleased(work.Now);
        if (await First(work, pool.Line, unit, anyone && work.Now >= pool.OpensAt, ct) is not { } first)
            return null;
        var until = work.Now.AddHours(first.OfferHours);
        unit.Give(first.Id, first.Entitled, pool.EndsAt is { } end && end < until ? end : until);
        first.Leave();
        work.Publish(new PlaceOffered(first.Id, unit.Id, pool.Id));
        return first;
    }

    /// <summary>The first in line whom the unit suits, and whom nobody else is about to offer something.</summary>
    private static async Task<Waiting?> First(Work work, Guid line, PoolUnit unit, bool anyone, CancellationToken ct)
    {
        var open = work.Db.Set<Waiting>().Where(w => w.Line == line && w.Open && (w.Entitled || anyone));
        foreach (var id in await open.OrderBy(w => w.Rank).ThenBy(w => w.Since).Select(w => w.Id).Take(AtMost).ToListAsync(ct))
            if (await Suits(work, unit, id, ct) && await Locked(work, id, ct) is { Open: true } first)
                return first;
        return null;
    }

    private static async Task<bool> Suits(Work work, PoolUnit unit, Guid waiting, CancellationToken ct)
    {
        foreach (var module in work.Platform.Modules.All)
            if (module.Suits is { } suits && !await suits(work, unit, waiting, ct))
                return false;
        return true;
    }

    private static async Task<Waiting?> Locked(Work work, Guid id, CancellationToken ct)
    {
        var sql = "SELECT * FROM kernel_waiting WHERE id = {0} AND open" + (work.Db.IsSqlite ? "" : " FOR UPDATE SKIP LOCKED");
        return (await work.Db.Set<Waiting>().FromSql(FormattableStringFactory.Create(sql, id)).ToListAsync(ct)).FirstOrDefault();
    }
}

/// <summary>What somebody waited for is held for them.</summary>
public sealed record PlaceOffered(Guid Waiting, Guid Unit, Guid Pool);
