using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yihe.Host;

namespace Yihe.Bench;

/// <summary>
/// Bookings per second through the gate and through HTTP, each beside pgbench doing all statements of one booking in the same round:
/// over many sessions, and all in one session against the same script behind one row lock. The database syncs to disk.
/// </summary>
internal static class BookingBench
{
    private const string Command = "yihe bench booking";
    private const int Warm = 1_600;
    private const int Many = 2_400;
    private const int HotMany = 480;
    private const int Rounds = 3;
    private const int Goal = 7;
    private const string Bare = """
        \set k :k + 1
        \set i :base + :k * :clients + :client_id
        \set session :first + :i % :sessions
        BEGIN;
        UPDATE kernel_pool_unit SET state = 'Taken' WHERE id = (SELECT id FROM kernel_pool_unit WHERE pool = lpad(to_hex(:session::bigint), 32, '0')::uuid AND state = 'Free' ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id \gset unit_
        INSERT INTO bench_booking VALUES (:unit_id, :unit_id);
        COMMIT;

        """;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        if (await BenchRegion.NewPostgres() is { } database)
            await foreach (var row in Postgres(database))
                yield return row;
        await foreach (var row in Embedded())
            yield return row;
    }

    private static async IAsyncEnumerable<Measured> Embedded()
    {
        await using var region = await BookingRegion.Make(null);
        await Rate(region, w => region.Inside(w), hot: false, Warm);
        yield return Row("进程内 16 路，SQLite", await Rate(region, w => region.Inside(w), hot: false, Many), null, "", "—");
        await region.Serve();
        await Rate(region, region.Outside, hot: false, Warm);
        yield return Row("HTTP 16 连接，SQLite", await Rate(region, region.Outside, hot: false, Many), null, "", "—");
    }

    private static async IAsyncEnumerable<Measured> Postgres(string database)
    {
        await using var region = await BookingRegion.Make(database);
        Npgsql.NpgsqlConnection.ClearAllPools();
        var peer = await Peer.Of(database, region.Hot, BookingRegion.Residents);
        await Rate(region, w => region.Inside(w), hot: false, Warm);
        var (script, locking, statements, trips) = await Log(region);
        yield return new(
            "一次预约的语句（含 BEGIN、COMMIT）",
            Command,
            $"{statements} 条，{trips} 次往返",
            $"{Goal} 条",
            (double)statements / Goal,
            "≤ 1.00"
        );
        var all = $"pgbench，同样 {statements} 条语句";
        var (spread, hot) = (region.Spread, "同一场");
        var gate = await Beside(() => peer.Run(script, 1, spread, Many), () => Rate(region, w => region.Inside(w), hot: false, Many));
        yield return Row($"分散在 {spread} 场，进程内 16 路，PostgreSQL", gate.Ours, gate.Peer, all, "≥ 0.80");
        var crowded = await Beside(() => peer.Run(locking, 0, 1, HotMany), () => Rate(region, w => region.Inside(w), hot: true, HotMany));
        yield return Row($"{hot}，进程内 16 路，PostgreSQL", crowded.Ours, crowded.Peer, $"{all}，先锁号池一行", "≥ 2.00");
        var bare = await peer.Run(Bare, 1, spread, Many);
        yield return Row(
            $"分散在 {spread} 场，进程内 16 路，PostgreSQL",
            gate.Ours,
            bare,
            "pgbench，只有两条：SKIP LOCKED 取号与 INSERT",
            "—"
        );
        await region.Serve();
        await Rate(region, region.Outside, hot: false, Warm);
        var door = await Beside(() => peer.Run(script, 1, spread, Many), () => Rate(region, region.Outside, hot: false, Many));
        yield return Row($"分散在 {spread} 场，HTTP 16 连接，PostgreSQL", door.Ours, door.Peer, all, "≥ 0.50");
        var doorHot = await Beside(() => peer.Run(locking, 0, 1, HotMany / 2), () => Rate(region, region.Outside, hot: true, HotMany / 2));
        yield return Row($"{hot}，HTTP 16 连接，PostgreSQL", doorHot.Ours, doorHot.Peer, $"{all}，先锁号池一行", "—");
    }

    /// <summary>Logs one booking, and keeps the script where the source is; says when it is no longer the one kept.</summary>
    private static async Task<(string Script, string Locking, int Statements, int Trips)> Log(BookingRegion region)
    {
        var wish = region.Next(0, 1, 2);
        using var log = new BookingScript();
        await Task.Delay(2_000); // the command log notices its reader after a second
        await region.Inside(wish[0]);
        log.Clear();
        var appointment = await region.Inside(wish[1]);
        log.Dispose();
        await using var db = region.Platform.Database.Open();
        var row = await db
            .Database.SqlQuery<Booked>(
                $"SELECT unit AS \"Unit\", \"from\" AS \"From\", \"to\" AS \"To\" FROM access_appointment WHERE id = {appointment}"
            )
            .SingleAsync();
        const string someone = "'00000000-0000-7000-8000-00000000000{0}'::uuid";
        var known = new Dictionary<object, string>
        {
            [wish[1].Session] = BookingScript.Session,
            [wish[1].Resident] = BookingScript.Resident,
            [wish[1].Key] = "('bench-' || :i::text)",
            [row.Unit] = BookingScript.Unit,
            [row.From] = string.Format(CultureInfo.InvariantCulture, someone, 1),
            [row.To] = string.Format(CultureInfo.InvariantCulture, someone, 2),
            [wish[1].Actor.Account!.Value.Value] = string.Format(CultureInfo.InvariantCulture, someone, 3),
        };
        var script = log.Written(known);
        if (await File.ReadAllTextAsync(Kept) != script)
        {
            await File.WriteAllTextAsync(Kept, script);
            await Console.Error.WriteLineAsync("bench/booking.sql 与现在的语句不同，已重写，请一并提交");
        }
        return (script, log.Written(known, locking: true), log.Statements, log.Trips);
    }

    private static string Kept => Path.Combine(Directory.GetCurrentDirectory(), "bench", "booking.sql");

    private sealed record Booked(Guid Unit, Guid From, Guid To);

    /// <summary>Peer and ours in turns; the middle of the rounds of each.</summary>
    private static async Task<(double Peer, double Ours)> Beside(Func<Task<double>> peer, Func<Task<double>> ours)
    {
        var (theirs, mine) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            theirs.Add(await peer());
            mine.Add(await ours());
        }
        return (theirs.Order().ElementAt(Rounds / 2), mine.Order().ElementAt(Rounds / 2));
    }

    private static async Task<double> Rate(BookingRegion region, Func<Wished, Task> book, bool hot, int count)
    {
        var wishes = hot ? region.Next(0, 1, count) : region.Next(1, region.Spread, count);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            wishes,
            new ParallelOptions { MaxDegreeOfParallelism = Peer.Clients },
            async (wish, _) => await book(wish)
        );
        return count / watch.Elapsed.TotalSeconds;
    }

    private static Measured Row(string what, double ours, double? limit, string against, string asked) =>
        new($"预约，{what}", Command, $"{ours:0} 次/秒", limit is { } rate ? $"{rate:0} 次/秒（{against}）" : "—", ours / limit, asked);
}
