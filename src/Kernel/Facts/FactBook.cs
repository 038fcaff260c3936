using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Facts;

/// <summary>What taking over many facts came to.</summary>
public sealed record Taken(int New, int Corrected, int Same);

/// <summary>Facts in and out: stated by the work, taken over from elsewhere, followed by those who count them.</summary>
public static class FactBook
{
    private const int Chunk = 500;

    /// <summary>The work states what it did; written in the commit of the act. Once per business key: what may be corrected comes by <see cref="TakeOver"/>.</summary>
    public static void State(this Work work, FactKind kind, Occurrence what, params IEnumerable<(string Field, object? Value)> values) =>
        work.Db.Add(Fact.Of((work.NewId(), work.Now, ""), kind, what, values));

    /// <summary>
    /// Writes facts that came from elsewhere; each the first of its business key among them. One known already with the same content changes
    /// nothing; with other content the known one is taken back and the new one stated, at whatever time it happened.
    /// </summary>
    public static async Task<Taken> TakeOver(Work work, IReadOnlyList<Fact> facts, CancellationToken ct)
    {
        var taken = new Taken(0, 0, 0);
        foreach (var chunk in facts.Chunk(Chunk))
        {
            var known = new List<Fact>();
            foreach (var alike in chunk.GroupBy(f => f.Kind, f => f.Reference))
                known.AddRange(await Referred(work.Db, alike.Key, [.. alike], ct));
            var latest = known.GroupBy(f => (f.Kind, f.Reference)).ToDictionary(g => g.Key, g => g.MaxBy(f => f.Revision)!);
            foreach (var fact in chunk)
                taken = Enter(work, fact, latest.GetValueOrDefault((fact.Kind, fact.Reference)), taken);
        }
        return taken;
    }

    private static Task<List<Fact>> Referred(AppDb db, string kind, List<string> references, CancellationToken ct) =>
        db.Set<Fact>().AsNoTracking().Where(f => f.Kind == kind && references.Contains(f.Reference)).ToListAsync(ct);

    /// <summary>Takes back what was stated in error; whether there was something to take back.</summary>
    public static async Task<bool> TakeBack(Work work, FactKind kind, string reference, string source, CancellationToken ct)
    {
        var latest = await work
            .Db.Set<Fact>()
            .AsNoTracking()
            .Where(f => f.Kind == kind.Name && f.Reference == reference)
            .OrderByDescending(f => f.Revision)
            .FirstOrDefaultAsync(ct);
        if (latest is not { Sign: 1 })
            return false;
        work.Db.Add(latest.Countered(work.NewId(), work.Now, source));
        return true;
    }

    /// <summary>Every sealed fact that was not in a block yet when <paramref name="block"/> was the last; the blocks are read in order.</summary>
    /// <returns>the last block read, and the facts its acts and those before it wrote</returns>
    public static async Task<(long Block, IReadOnlyList<Fact> Facts)> After(AppDb db, long block, int blocks, CancellationToken ct)
    {
        var next = await db.Set<Block>().AsNoTracking().Where(b => b.Id > block).OrderBy(b => b.Id).Take(blocks).ToListAsync(ct);
        var facts = new List<Fact>();
        foreach (var ids in (await NamedIn(db, next, ct)).Chunk(Chunk))
            facts.AddRange(await db.Set<Fact>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(ct));
        return (next.LastOrDefault()?.Id ?? block, facts);
    }

    /// <summary>The facts that whoever had read all blocks up to this one did not know of.</summary>
    public static async Task<HashSet<Guid>> Unknown(AppDb db, long block, CancellationToken ct)
    {
        var later = await db.Set<Block>().AsNoTracking().Where(b => b.Id > block).ToListAsync(ct);
        return [.. await NamedIn(db, later, ct), .. await Unsealed(db, ct)];
    }

    private static async Task<List<Guid>> NamedIn(AppDb db, IReadOnlyList<Block> blocks, CancellationToken ct)
    {
        var named = new List<Guid>();
        foreach (var acts in blocks.SelectMany(b => b.Members.Chunk(16)).Select(bytes => new Guid(bytes)).Chunk(Chunk))
            named.AddRange(
                (await db.Set<Act>().AsNoTracking().Where(a => acts.Contains(a.Id)).Select(a => a.Changes).ToListAsync(ct)).SelectMany(
                    Named
                )
            );
        return named;
    }

    /// <summary>The number of the newest block; 0 where nothing was sealed yet.</summary>
    public static async Task<long> LastBlock(AppDb db, CancellationToken ct) =>
        await db.Set<Block>().OrderByDescending(b => b.Id).Select(b => b.Id).FirstOrDefaultAsync(ct);

    private static async Task<HashSet<Guid>> Unsealed(AppDb db, CancellationToken ct)
    {
        var changes = await (
            from loose in db.Set<UnsealedAct>()
            join act in db.Set<Act>() on loose.Id equals act.Id
            select act.Changes
        ).ToListAsync(ct);
        return [.. changes.SelectMany(Named)];
    }

    private static Taken Enter(Work work, Fact fact, Fact? known, Taken taken)
    {
        if (known is null)
            work.Bear(fact);
        else if (known.Sign > 0 && known.Says(fact))
            return taken with { Same = taken.Same + 1 };
        else
        {
            if (known.Sign > 0)
                work.Bear(known.Countered(work.NewId(), work.Now, fact.Source));
            work.Bear(fact.Revised(known.Sign > 0 ? known.Revision + 2 : known.Revision + 1));
        }
        return known is null ? taken with { New = taken.New + 1 } : taken with { Corrected = taken.Corrected + 1 };
    }

    /// <summary>The facts an act wrote, by the lines it keeps of its changes.</summary>
    private static IEnumerable<Guid> Named(string changes)
    {
        const string table = "kernel_fact|";
        return from line in changes.Split('\n')
            where line.StartsWith(table, StringComparison.Ordinal)
            select Guid.ParseExact(line.AsSpan(table.Length, 32), "N");
    }
}
