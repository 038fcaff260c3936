using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Yihe.Product.Tests.Failover;

/// <summary>
/// Writes a row to each node every 100 ms and notes who acknowledged it on which timeline. Two primaries at once are seen as a write begun
/// after a newer timeline had acknowledged one, and acknowledged on an older.
/// </summary>
internal sealed class PrimaryWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<(int Timeline, string Host, long Began, long Ended)> writes = [];
    private readonly List<Task> loops;

    internal PrimaryWatch() => loops = [.. DatabaseNodes.Hosts.Select(host => Task.Run(() => Watch(host)))];

    internal int Count => writes.Count;

    /// <summary>How often the primary changed.</summary>
    internal int Changes => writes.Select(w => w.Timeline).Distinct().Count() - 1;

    /// <summary>How long after a moment a primary on a newer timeline acknowledged its first write; null while there is none.</summary>
    internal TimeSpan? NewAfter(long since)
    {
        var before = writes.Where(w => w.Began < since).Select(w => w.Timeline).DefaultIfEmpty().Max();
        var later = writes.Where(w => w.Timeline > before).Select(w => w.Ended).ToList();
        return later.Count == 0 ? null : Stopwatch.GetElapsedTime(since, later.Min());
    }

    internal IEnumerable<string> TwoAtOnce()
    {
        foreach (var first in writes.GroupBy(w => w.Timeline).Select(g => g.MinBy(w => w.Ended)).OrderBy(w => w.Timeline))
        foreach (var late in writes.Where(w => w.Timeline < first.Timeline && w.Began > first.Ended))
            yield return $"{late.Host} took a write on timeline {late.Timeline} while {first.Host} had timeline {first.Timeline}";
    }

    private async Task Watch(string host)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(DatabaseNodes.AddressOf(host));
                await connection.OpenAsync(stop.Token);
                while (!stop.IsCancellationRequested)
                    await Write(connection, host);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                await Task.Delay(100).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Write(NpgsqlConnection connection, string host)
    {
        var began = Stopwatch.GetTimestamp();
        await using var insert = new NpgsqlCommand(
            "INSERT INTO probe (host) VALUES ($1) RETURNING ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int",
            connection
        );
        insert.Parameters.Add(new() { Value = host });
        var timeline = (int)(await insert.ExecuteScalarAsync(stop.Token))!;
        writes.Add((timeline, host, began, Stopwatch.GetTimestamp()));
        await Task.Delay(100, stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        stop.Dispose();
    }
}
