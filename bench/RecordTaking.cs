using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace Yihe.Bench;

/// <summary>Synthea's transactions taken in over HTTP, beside rows that are inserted and committed one by one.</summary>
internal static class RecordTaking
{
    private const int Connections = 8;
    private const int Times = 40;
    private const double AskedASecond = 700;

    internal static async IAsyncEnumerable<Measured> Run(BenchRegion region, string database, string secret, string command)
    {
        var server = region.Running.Http.BaseAddress!;
        await Synthea.Send(server, secret, Synthea.Renumbered(Times + 1).TakeLast(9).ToList(), Connections); // the first time much is made ready
        var before = await Counts(server, secret);
        var transactions = Synthea.Renumbered(Times);
        var resources = transactions.SelectMany(Synthea.Resources).ToList();
        var watch = Stopwatch.StartNew();
        await Synthea.Send(server, secret, transactions, Connections);
        var ours = resources.Count / watch.Elapsed.TotalSeconds;
        var after = await Counts(server, secret);
        foreach (var type in resources.CountBy(r => $"{r["resourceType"]}"))
            if (after(type.Key) - before(type.Key) != type.Value)
                throw new InvalidOperationException($"{type.Key}: {type.Value} sent, {after(type.Key) - before(type.Key)} more are there");
        var what = $"Synthea 的 {transactions.Count} 笔事务（{resources.Count:N0} 份资源，逐类数目相符）收下，{Connections} 连接";
        yield return new(what, command, $"{ours:0} 份/秒", $"{AskedASecond:0} 份/秒", ours / AskedASecond, "≥ 1.00");
        var raw = resources.Count / await Raw(database, [.. resources.Select(r => r.ToJsonString())]);
        yield return new(
            what,
            command,
            $"{ours:0} 份/秒",
            $"{raw:0} 份/秒（逐份 INSERT 并提交，{Connections} 连接）",
            ours / raw,
            "≥ 0.25"
        );
    }

    private static async Task<Func<string, int>> Counts(Uri server, string secret)
    {
        using var line = new Line(server);
        var counted = new Dictionary<string, int>();
        foreach (var type in Synthea.Renumbered(1).SelectMany(Synthea.Resources).Select(r => $"{r["resourceType"]}").Distinct())
            counted[type] = JsonNode.Parse(await line.Get($"/fhir/{type}?_summary=count", secret))!["total"]!.GetValue<int>();
        return type => counted[type];
    }

    /// <summary>Seconds for as many rows, each prepared and committed by itself.</summary>
    private static async Task<double> Raw(string database, IReadOnlyList<string> bodies)
    {
        await Peer.Execute(database, "CREATE TABLE bench_resource (id uuid PRIMARY KEY, body bytea NOT NULL)");
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(Lane));
        var seconds = watch.Elapsed.TotalSeconds;
        await Peer.Execute(database, "DROP TABLE bench_resource");
        return seconds;

        async Task Lane(int lane)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO bench_resource VALUES ($1, $2)", connection);
            insert.Parameters.Add(new NpgsqlParameter<Guid>());
            insert.Parameters.Add(new NpgsqlParameter<byte[]>());
            await insert.PrepareAsync();
            for (var n = lane; n < bodies.Count; n += Connections)
            {
                insert.Parameters[0].Value = TimeProvider.System.NewId();
                insert.Parameters[1].Value = Encoding.UTF8.GetBytes(bodies[n]);
                await insert.ExecuteNonQueryAsync();
            }
        }
    }
}
