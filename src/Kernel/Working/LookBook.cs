using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>A look about to be answered: its act with what goes along, and what it takes of the reading limit.</summary>
/// <param name="Takes">null where it shows nobody's data</param>
/// <param name="Most">so many persons may be shown in the span</param>
internal sealed record OneLook(IReadOnlyList<IRow> Rows, Shown? Takes, int Most)
{
    /// <summary>Done when it is durable: whether it may be shown.</summary>
    internal TaskCompletionSource<bool> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    internal bool Fits { get; set; } = true;
}

/// <summary>
/// Writes down looks (阅览登记). Those that come while others are being written share the next commit; none is answered before its own is durable.
/// One that goes past the reading limit takes of it all the same, but is not written down: nothing was shown.
/// </summary>
internal sealed class LookBook(Database database)
{
    private const int AtOnce = 200;
    private readonly Queue<OneLook> waiting = [];
    private bool writing;

    internal Task<bool> Write(OneLook look)
    {
        lock (waiting)
        {
            waiting.Enqueue(look);
            if (!writing)
                _ = Task.Run(WriteAll);
            writing = true;
        }
        return look.Written.Task;
    }

    private async Task WriteAll()
    {
        while (Next() is { Count: > 0 } looks)
            await Try(looks);
    }

    private List<OneLook> Next()
    {
        var next = new List<OneLook>();
        lock (waiting)
        {
            while (next.Count < AtOnce && waiting.TryDequeue(out var look))
                next.Add(look);
            writing = next.Count > 0;
        }
        return next;
    }

    /// <summary>Whoever the database refuses for what it says is refused alone; where the database is gone, it is gone for all.</summary>
    private async Task Try(List<OneLook> looks)
    {
        try
        {
            await Together(looks);
            foreach (var look in looks)
                look.Written.SetResult(look.Fits);
        }
        catch (PostgresException e) when (looks.Count > 1 && e.SqlState[..2] is "22" or "23")
        {
            foreach (var look in looks)
                await Try([look]);
        }
        catch (Exception e)
        {
            foreach (var look in looks)
                look.Written.SetException(e);
        }
    }

    /// <summary>Counted before and written in one go with the commit: a machine that comes to stand still holds no lock that others wait for.</summary>
    private async Task Together(List<OneLook> looks)
    {
        using var turn = await database.Turn(CancellationToken.None);
        await using var db = database.Open();
        var counts = await Count(db, looks.Where(l => l.Takes is not null).ToLookup(l => (l.Takes!.Who, l.Takes.Span)));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Saving.Run(db, [.. counts, .. looks.Where(l => l.Fits).SelectMany(l => l.Rows)], transaction, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<Shown>> Count(AppDb db, ILookup<(string Who, long Span), OneLook> takers)
    {
        if (takers.Count == 0)
            return [];
        var (who, since) = (takers.Select(t => t.Key.Who).ToList(), takers.Min(t => t.Key.Span));
        var known = await db.Set<Shown>().AsNoTracking().Where(s => who.Contains(s.Who) && s.Span >= since).ToListAsync();
        var counts = new List<Shown>();
        foreach (var looks in takers.OrderBy(t => t.Key.Who, StringComparer.Ordinal).ThenBy(t => t.Key.Span))
        {
            var before = known.Find(s => (s.Who, s.Span) == looks.Key)?.Persons ?? 0;
            var sum = before;
            foreach (var look in looks)
                look.Fits = (sum += look.Takes!.Persons) <= look.Most;
            counts.Add(
                new()
                {
                    Who = looks.Key.Who,
                    Span = looks.Key.Span,
                    Persons = sum - before,
                }
            );
        }
        return counts;
    }
}
