using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Acts;

/// <summary>Gathers fresh acts into the next block of the chain, a second or two behind, so that writers never wait for each other.</summary>
public sealed class Sealer(Database database, Vault vault, TimeProvider time)
{
    private const int BlockSize = 2_000;
    private const long Lock = 0x79_69_68_65;

    /// <summary>Seals one block; returns how many acts it named.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        await using var db = database.Open();
        if (!await db.Set<UnsealedAct>().AnyAsync(ct))
            return 0;
        using var turn = await database.Turn(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!db.IsSqlite)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);
        var ids = await db.Set<UnsealedAct>().OrderBy(u => u.Id).Take(BlockSize).Select(u => u.Id).ToListAsync(ct);
        var acts = await db.Set<Act>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(ct);
        var members = acts.OrderBy(a => a.Id).ToList();
        var last = await db.Set<Block>().AsNoTracking().OrderByDescending(b => b.Id).FirstOrDefaultAsync(ct);
        var number = (last?.Id ?? 0) + 1;
        var at = time.Instant();
        db.Add(
            new Block
            {
                Id = number,
                At = at,
                Members = [.. members.SelectMany(a => a.Id.ToByteArray())],
                Chain = Block.ChainOf(vault, last?.Chain ?? [], number, at, members),
            }
        );
        await db.SaveChangesAsync(ct);
        await db.Set<UnsealedAct>().Where(u => ids.Contains(u.Id)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return members.Count;
    }
}
