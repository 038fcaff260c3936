using Npgsql;
using Yihe.Simulation.Doors;

namespace Yihe.Bench;

/// <summary>
/// The record over FHIR on PostgreSQL: Synthea's transactions taken in, documents read and searched, the doctor's page of a record opened; in a
/// region of twenty thousand residents and again in the same of two millions.
/// </summary>
internal static class RecordBench
{
    private const string Command = "yihe bench fhir";
    private const int People = 400;
    private const int Small = 20_000;
    private const double PageLimit = 200;
    private static int Large => int.TryParse(Environment.GetEnvironmentVariable("YIHE_BENCH_RESIDENTS"), out var n) ? n : 2_000_000;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        if (await BenchRegion.NewPostgres() is not { } database)
            yield break;
        await using var region = await BenchRegion.Start(database);
        var secret = await BenchSystem.Admit(region.Running.Platform, "record.push", "record.read");
        if (Synthea.Folder is not null)
            await foreach (var row in RecordTaking.Run(region, database, secret, Command))
                yield return row;
        var people = await Known(region, secret);
        await RecordFill.Add(database, 1, Small);
        var doors = new RecordDoors(region.Running.Http.BaseAddress!, secret, People);
        var ours = (Read: await doors.Rate(() => doors.Read), Search: await doors.Rate(() => doors.Search));
        var few = await doors.Latencies(people);
        await region.Stop();
        await foreach (var row in Beside(database, ours))
            yield return row;
        await RecordFill.Add(database, Small + 1, Large);
        await region.Reopen();
        var many = await new RecordDoors(region.Running.Http.BaseAddress!, secret, People).Latencies(people);
        foreach (var row in Grown(few, many))
            yield return row;
    }

    /// <summary>Residents of the region with a record each, and who opens their page.</summary>
    private static async Task<IReadOnlyList<(Client Doctor, string Id)>> Known(BenchRegion region, string secret)
    {
        var people = await region.Register(People);
        await Synthea.Send(region.Running.Http.BaseAddress!, secret, [.. people.Select((p, n) => OwnRecords.Of(n + 1, p.Person))], 8);
        await region.Running.Heart.Beat(CancellationToken.None);
        return [.. people.Select(p => (p.Doctor, p.Id))];
    }

    /// <summary>The same keyed select and one row of the audit in one commit, by a lean client.</summary>
    private static async IAsyncEnumerable<Measured> Beside(string database, (double Read, double Search) ours)
    {
        NpgsqlConnection.ClearAllPools();
        var peer = await Peer.Of(database);
        const string act =
            "INSERT INTO kernel_act SELECT gen_random_uuid(), now(), account, institution, agent, use_case, entity, entity_id, move, reason_code, purpose, outcome, subject, matter, blueprint, NULL, trace_id, '', mac FROM bench_act;";
        var read = await peer.Rate(
            $"\\set n random(1, {People * OwnRecords.Observations})\nBEGIN;\nSELECT * FROM kernel_document WHERE type = 'Observation' AND name = 'o' || :n;\n{act}\nCOMMIT;\n"
        );
        yield return new(
            $"读一份档案（FHIR），每读一次留痕一行，{Peer.Clients} 连接",
            Command,
            $"{ours.Read:0} 次/秒",
            $"{read:0} 次/秒（pgbench，同样按键取一行、写一行，同一次提交）",
            ours.Read / read,
            "≥ 0.30"
        );
        var search = await peer.Rate(
            $"\\set n random(1, {People})\nBEGIN;\nSELECT * FROM kernel_document d WHERE type = 'Observation' AND state <> 'Deleted' AND id IN (SELECT document FROM kernel_search_row WHERE field = 'Observation.subject' AND text = 'Patient/p' || :n) AND id IN (SELECT document FROM kernel_search_row WHERE field = 'Observation.code' AND text LIKE '{OwnRecords.Codes[0]}%') ORDER BY at DESC, id DESC LIMIT 21;\n{act}\nCOMMIT;\n"
        );
        yield return new(
            $"检索一人的一项检验（FHIR，十份），每次留痕一行，{Peer.Clients} 连接",
            Command,
            $"{ours.Search:0} 次/秒",
            $"{search:0} 次/秒（pgbench，同样检索、写一行，同一次提交）",
            ours.Search / search,
            "≥ 0.20"
        );
    }

    private static IEnumerable<Measured> Grown(IReadOnlyList<Latency> few, IReadOnlyList<Latency> many)
    {
        foreach (var (large, small) in many.Zip(few))
            yield return new(
                $"{large.What}，{Large:N0} 名居民，p50",
                Command,
                $"{large.At(50):0.0} 毫秒",
                $"{small.At(50):0.0} 毫秒（{Small:N0} 名居民）",
                large.At(50) / small.At(50),
                "≤ 1.50"
            );
        var page = many[^1].At(95);
        yield return new(
            $"{many[^1].What}，{Large:N0} 名居民，p95",
            Command,
            $"{page:0.0} 毫秒",
            $"{PageLimit:0} 毫秒",
            page / PageLimit,
            "≤ 1.00"
        );
    }
}
