using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Facts;

/// <summary>Reads every fact there is, in no order, batch by batch: one thread reads ahead while the other counts.</summary>
public static class FactReader
{
    private const int Batch = 4_096;
    private const int Ahead = 4;
    private const string All = """
        SELECT id, kind, revision, sign, institution, day, recorded_at, person, source, word1, word2, word3, word4, word5,
               number1, number2, number3, number4
        FROM kernel_fact
        """;

    /// <param name="db">an open snapshot; nothing else may read from it meanwhile</param>
    /// <param name="but">facts that are left out</param>
    public static async IAsyncEnumerable<IReadOnlyList<FactLine>> Read(
        AppDb db,
        IReadOnlySet<Guid> but,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Channel.CreateBounded<List<FactLine>>(Ahead);
        var reading = Task.Run(() => Fill(db, but, batches.Writer, stop.Token), stop.Token);
        _ = reading.ContinueWith(done => batches.Writer.Complete(done.Exception?.InnerException), TaskScheduler.Default);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ct))
                yield return batch;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await reading;
    }

    private static async Task Fill(AppDb db, IReadOnlySet<Guid> but, ChannelWriter<List<FactLine>> batches, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (All, 0);
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (said, batch) = (new HashSet<string>(StringComparer.Ordinal), new List<FactLine>(Batch));
        while (await reader.ReadAsync(ct))
        {
            if (but.Count == 0 || !but.Contains(reader.GetGuid(0)))
                batch.Add(Line(reader, db.IsSqlite, said));
            if (batch.Count < Batch)
                continue;
            await batches.WriteAsync(batch, ct);
            batch = new(Batch);
        }
        await batches.WriteAsync(batch, ct);
    }

    private static FactLine Line(DbDataReader r, bool ticks, HashSet<string> said) =>
        new(
            Word(r, 1, said)!,
            r.GetInt32(2),
            r.GetInt32(3),
            new(r.GetGuid(4)),
            r.GetFieldValue<DateOnly>(5),
            ticks ? new(r.GetInt64(6), TimeSpan.Zero) : r.GetFieldValue<DateTimeOffset>(6),
            r.IsDBNull(7) ? null : r.GetGuid(7),
            Word(r, 8, said)!,
            new(Word(r, 9, said), Word(r, 10, said), Word(r, 11, said), Word(r, 12, said), Word(r, 13, said)),
            new(Number(r, 14), Number(r, 15), Number(r, 16), Number(r, 17))
        );

    private static long? Number(DbDataReader r, int at) => r.IsDBNull(at) ? null : r.GetInt64(at);

    /// <summary>Few words are said millions of times: each is kept once.</summary>
    private static string? Word(DbDataReader r, int at, HashSet<string> said)
    {
        const int most = 100_000;
        if (r.IsDBNull(at))
            return null;
        var word = r.GetString(at);
        if (said.TryGetValue(word, out var same))
            return same;
        if (said.Count < most)
            said.Add(word);
        return word;
    }
}
