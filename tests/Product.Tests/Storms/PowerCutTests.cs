using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Testing;

namespace Yihe.Product.Tests.Storms;

/// <summary>
/// What was acknowledged survives a power cut: all that a served region writes to its file and log is recorded; at random points what was not
/// yet synced is dropped or torn, and the database opened again.
/// </summary>
public sealed class PowerCutTests : IAsyncLifetime
{
    private const int Clients = 8;
    private static readonly int Acts = Deep.Of(150, 1_500);
    private static readonly int Cuts = Deep.Of(30, 1_000);
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-power-").FullName;
    private readonly ConcurrentDictionary<string, long> acknowledged = [];
    private ServedProcess served = null!;
    private string record = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => served = await ServedProcess.Found(folder, Ct);

    [Fact]
    public async Task What_was_acknowledged_is_there_after_every_power_cut()
    {
        var recording = await Record();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        Figures.Say($"seed {seed}: {acknowledged.Count} acknowledged, {recording.Length >> 10} KiB recorded, {Cuts} cuts");
        for (var cut = 0; cut < Cuts; cut++)
        {
            var point = random.NextInt64(recording.Length);
            var lost = await LostAt(recording, point, random, whole: cut % (Cuts / 10) == 0);
            Assert.True(lost.Count == 0, $"seed {seed}, power cut at {point}: {string.Join(' ', lost)}");
        }
    }

    /// <summary>The control: where nothing is ever synced, a power cut loses what was acknowledged, and this test sees it.</summary>
    [Fact]
    public async Task Without_syncs_a_power_cut_loses_what_was_acknowledged()
    {
        var recording = await Record(("RECORD_NO_SYNC", "1"));
        var (random, lost) = (new Random(20261128), 0);
        for (var cut = 0; cut < 5; cut++)
            lost += (await LostAt(recording, recording.Length - random.NextInt64(recording.Length / 2), random, whole: false)).Count;
        Assert.True(lost > 0, "nothing was lost although nothing was synced");
    }

    private async Task<Recording> Record(params (string, string)[] also)
    {
        var file = Path.Combine(served.Options.Data, "yihe.db");
        var before = await File.ReadAllBytesAsync(file, Ct);
        Assert.False(File.Exists(file + "-wal"), "the log was not written back");
        record = Path.Combine(folder, "record");
        await served.Start(Ct, [("LD_PRELOAD", await Recording.Build(folder, Ct)), ("RECORD_TO", record), .. also]);
        await Parallel.ForAsync(0, Acts, new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = Ct }, Act);
        await served.Kill();
        return new Recording(record, before);
    }

    private async ValueTask Act(int number, CancellationToken ct)
    {
        using var request = served.Register($"power-{number:00000}");
        using var response = await served.Http.SendAsync(request, ct);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(ct));
        acknowledged[$"power-{number:00000}"] = new FileInfo(record).Length;
    }

    /// <summary>What was acknowledged before the point and is not there after a cut at it, or what is wrong with the file.</summary>
    /// <param name="whole">also verify every act and row</param>
    private async Task<List<string>> LostAt(Recording recording, long point, Random random, bool whole)
    {
        var found = Path.Combine(folder, "found");
        Directory.CreateDirectory(found);
        var (database, log) = recording.After(point, random);
        var file = Path.Combine(found, "yihe.db");
        await File.WriteAllBytesAsync(file, database, Ct);
        await File.WriteAllBytesAsync(file + "-wal", log, Ct);
        try
        {
            return [.. await Lost(file, point), .. whole ? await Wrong(found) : []];
        }
        catch (SqliteException e)
        {
            return [e.Message];
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(found, recursive: true);
        }
    }

    private async Task<IEnumerable<string>> Lost(string file, long point)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var check = new SqliteCommand("SELECT quick_check FROM pragma_quick_check LIMIT 1", connection);
        var state = (string)(await check.ExecuteScalarAsync(Ct))!;
        await using var query = new SqliteCommand("SELECT key FROM kernel_act WHERE key LIKE 'power-%'", connection);
        await using var rows = await query.ExecuteReaderAsync(Ct);
        var there = new HashSet<string>();
        while (await rows.ReadAsync(Ct))
            there.Add(rows.GetString(0));
        return acknowledged.Where(a => a.Value <= point && !there.Contains(a.Key)).Select(a => a.Key).Concat(state == "ok" ? [] : [state]);
    }

    private async Task<IEnumerable<string>> Wrong(string found)
    {
        var opened = await Region.Open(served.Options with { Data = found }, Ct);
        using var database = opened.Value.Database;
        // what was just done when the power went was not yet sealed, and a long test makes it old
        return (await Verification.Run(opened.Value, Ct)).Findings.Where(f => f.What != "留痕没有存证").Select(f => f.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        File.Delete(served.Options.KeyFile);
    }
}
