using System.Diagnostics;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Records;
using Yihe.Kernel.Secrets;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations;

/// <summary>One version of the keys, and how many values and search rows are still of it.</summary>
internal sealed record KeyUse(int Version, bool Active, bool Retired, long Values);

/// <summary>What a change of keys did.</summary>
internal sealed record Rotated(int From, int To, long Values, int Nodes);

/// <summary>
/// Changes the keys of a region that goes on serving (换密钥): a new version in the key file, known to every node before it is used, then every
/// value sealed anew in small batches. Nothing is remembered but what the values say themselves, so that a killed one is simply run again.
/// </summary>
internal sealed class KeyRotation(Platform platform, Action<int, string> show)
{
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(15);
    private readonly Gate gate = new(platform);
    private long done;
    private long all;

    internal static async Task<IReadOnlyList<KeyUse>> List(Platform platform, CancellationToken ct)
    {
        var vault = platform.Vault;
        await using var db = platform.Database.Open();
        var counts = new long[vault.Newest];
        foreach (var table in SealedTable.All(db))
            counts = [.. counts.Zip(await table.Count(db, vault.Newest, ct), (a, b) => a + b)];
        var rows = await Rehash.Count(platform, db, ct);
        return [.. counts.Select((n, at) => new KeyUse(at + 1, vault.Active == at + 1, vault.IsRetired(at + 1), n + rows[at]))];
    }

    internal async Task<Result<Rotated>> Run(CancellationToken ct)
    {
        var (vault, from) = (platform.Vault, platform.Vault.Active);
        await using (var db = platform.Database.Open())
            await AppendOnly.Enforce(db, ct);
        var unfinished = (await List(platform, ct)).Any(u => u.Version < from && u.Values > 0);
        var to = vault.Newest > from || unfinished ? vault.Newest : vault.Grow();
        var step = new Rotation.Step(from, to, $"{to}-{platform.Time.NewId():N}");
        if (await Take(Rotation.Announce, step, ct) is { } refusal)
            return refusal;
        var nodes = await Heard(step, ct);
        if (nodes.Where(n => !n.Value).Select(n => n.Key).ToList() is { Count: > 0 } without)
            return await Take(Rotation.End, step, ct)
                ?? Refusal.Conflict(
                    "keys-not-everywhere",
                    $"第 {to} 版密钥还没有启用：这些节点的密钥文件里没有它：{string.Join('、', without)}。请把本机的密钥文件拷过去（不用重启），再运行一次 yihe keys rotate"
                );
        if (await Take(Rotation.Activate, step, ct) is { } unfit)
            return unfit;
        vault.Use(to);
        vault.IsRotating = true;
        if ((await Everything(ct) ?? await Take(Rotation.End, step, ct)) is { } failed)
            return failed;
        return new Rotated(from, to, done, nodes.Count);
    }

    private async Task<Refusal?> Take(UseCase<Rotation.Step, Done> door, Rotation.Step step, CancellationToken ct) =>
        (await gate.Run(door, Actor.Platform("operator"), step, new Call(), ct)).Refusal;

    /// <summary>Running nodes look several times a second; those without the version get a while to have it.</summary>
    private async Task<IReadOnlyDictionary<string, bool>> Heard(Rotation.Step step, CancellationToken ct)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            await Task.Delay(200, ct);
            await using var db = platform.Database.Open();
            var heard = await KeyWatch.Heard(db, step.Name, platform.Vault.FingerprintOf(step.To), ct);
            if (since.Elapsed > ReadWithin || (since.Elapsed > HeardWithin && heard.Values.All(has => has)))
                return heard;
        }
    }

    /// <summary>Until a whole look, begun when every node had changed over, finds nothing of another version.</summary>
    private async Task<Refusal?> Everything(CancellationToken ct)
    {
        all = (await List(platform, ct)).Where(u => !u.Active).Sum(u => u.Values);
        var since = Stopwatch.StartNew();
        for (var found = true; found; )
        {
            var settled = since.Elapsed > HeardWithin;
            var before = done;
            await using var db = platform.Database.Open();
            foreach (var table in SealedTable.All(db))
                if (await Whole(table.Name, ct) is { } refusal)
                    return refusal;
            while (
                await Batch(gate.Run(Rehash.Door, Actor.Platform("operator"), Done.Yes, new Call(), ct), n => n, ct) is var rows
                && rows.Value > 0
            )
                if (rows.Refusal is { } unread)
                    return unread;
            found = done > before || !settled;
            if (!settled)
                await Task.Delay(500, ct);
        }
        return null;
    }

    private async Task<Refusal?> Whole(string table, CancellationToken ct)
    {
        object[]? after = null;
        do
        {
            var run = gate.Run(Rotation.Reseal, Actor.Platform("operator"), new(table, after), new Call(), ct);
            var batch = await Batch(run, b => b.Rows, ct);
            if (batch.Refusal is { } refusal)
                return refusal;
            after = batch.Value.Last;
        } while (after is not null);
        return null;
    }

    /// <summary>Rests as long as it worked, so that whoever is being served comes first.</summary>
    private async Task<Result<T>> Batch<T>(Task<Result<T>> run, Func<T, int> rows, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var batch = await run;
        if (batch.Refusal is null && rows(batch.Value) is > 0 and var n)
        {
            done += n;
            show((int)(done * 99 / Math.Max(all, done)), "重新加密");
            await Task.Delay(watch.Elapsed, ct);
        }
        return batch;
    }
}
