using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Pools;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Acts;

/// <summary>Something that must never be, and where it is.</summary>
public sealed record Finding(string What, string Where)
{
    public override string ToString() => $"{What}：{Where}";
}

public sealed record VerificationReport(int Acts, int Blocks, int Entities, IReadOnlyList<Finding> Findings);

/// <summary>
/// Reads a live database whole and tells what must never happen but did (核验): acts altered or missing, a broken chain,
/// rows changed without an act, matters moved by anything but their flow.
/// </summary>
public static class Verification
{
    private static readonly TimeSpan SealedWithin = TimeSpan.FromMinutes(5);

    public static async Task<VerificationReport> Run(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        await using var snapshot = await Database.Snapshot(db, ct);
        var findings = new List<Finding>();
        var acts = await Journal(db, db.Set<Act>().AsNoTracking().OrderBy(a => a.Id), findings, ct);
        findings.AddRange(AlteredActs(acts, platform));
        var blocks = await Journal(db, db.Set<Block>().AsNoTracking().OrderBy(b => b.Id), findings, ct);
        findings.AddRange(BrokenChain(acts, blocks, platform));
        var latest = LatestContents(acts, findings);
        var entities = await CompareRows(db, platform, latest, findings, ct);
        await ReplayFlows(db, platform, acts, findings, ct);
        findings.AddRange(PoolReplay.Of(acts));
        foreach (var module in platform.Modules.All)
            findings.AddRange(
                (module.Faults is { } faults ? await faults(platform, db, ct) : []).Select(f => new Finding(f.What, $"{f.Where}"))
            );
        return new VerificationReport(acts.Count, blocks.Count, entities, findings);
    }

    /// <summary>Reads acts and their chain alone, and holds them against an earlier head of the chain where there is one.</summary>
    public static async Task<VerificationReport> Acts(Platform platform, Anchor? anchor, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        await using var snapshot = await Database.Snapshot(db, ct);
        var findings = new List<Finding>();
        var acts = await Journal(db, db.Set<Act>().AsNoTracking().OrderBy(a => a.Id), findings, ct);
        var blocks = await Journal(db, db.Set<Block>().AsNoTracking().OrderBy(b => b.Id), findings, ct);
        findings.AddRange([.. AlteredActs(acts, platform), .. BrokenChain(acts, blocks, platform), .. anchor?.Against(blocks) ?? []]);
        return new VerificationReport(acts.Count, blocks.Count, 0, findings);
    }

    /// <summary>All rows of a journal; those that cannot even be read any more are findings.</summary>
    private static async Task<List<T>> Journal<T>(AppDb db, IOrderedQueryable<T> rows, List<Finding> findings, CancellationToken ct)
        where T : class
    {
        try
        {
            return await rows.ToListAsync(ct);
        }
        catch (Exception e) when (DoesNotFit(e))
        {
            return await Part(0, await rows.CountAsync(ct));
        }

        async Task<List<T>> Part(int from, int count)
        {
            try
            {
                return await rows.Skip(from).Take(count).ToListAsync(ct);
            }
            catch (Exception e) when (DoesNotFit(e) && count > 1)
            {
                return [.. await Part(from, count / 2), .. await Part(from + (count / 2), count - (count / 2))];
            }
            catch (Exception e) when (DoesNotFit(e))
            {
                var table = SnakeCase.TableOf(typeof(T));
                var id = $"SELECT CAST(id AS text) AS \"Value\" FROM {table} ORDER BY id LIMIT 1 OFFSET {from}";
                findings.Add(new Finding("留痕读不出来", $"{table} {(await db.Database.SqlQueryRaw<string>(id).ToListAsync(ct))[0]}"));
                return [];
            }
        }
    }

    private static IEnumerable<Finding> AlteredActs(List<Act> acts, Platform platform) =>
        from act in acts
        where !act.Sealed(platform.Vault).AsSpan().SequenceEqual(act.Mac)
        select new Finding("留痕内容被改动", $"kernel_act {act.Id}（{act.UseCase}，{act.At.Local():yyyy-MM-dd HH:mm:ss}）");

    private static IEnumerable<Finding> BrokenChain(List<Act> acts, List<Block> blocks, Platform platform)
    {
        var byId = acts.ToDictionary(a => a.Id);
        var named = new HashSet<Guid>();
        Block? previous = null;
        foreach (var block in blocks)
        {
            var ids = block.Members.Chunk(16).Where(bytes => bytes.Length == 16).Select(bytes => new Guid(bytes)).ToList();
            foreach (var lost in ids.Where(id => !byId.ContainsKey(id)))
                yield return new Finding("留痕被删除", $"kernel_act {lost}（第 {block.Id} 存证块记有此条）");
            foreach (var twice in ids.Where(id => !named.Add(id)))
                yield return new Finding("留痕被重复存证", $"kernel_act {twice}（第 {block.Id} 存证块）");
            var members = ids.Where(byId.ContainsKey).Select(id => byId[id]);
            var chain = Block.ChainOf(platform.Vault, previous?.Chain ?? [], block.Id, block.At, members);
            if (block.Id != (previous?.Id ?? 0) + 1 || !chain.AsSpan().SequenceEqual(block.Chain))
                yield return new Finding("存证链断裂", $"第 {block.Id} 存证块");
            previous = block;
        }
        foreach (var loose in acts.Where(a => !named.Contains(a.Id) && platform.Time.GetUtcNow() - a.At > SealedWithin))
            yield return new Finding("留痕没有存证", $"kernel_act {loose.Id}（{loose.UseCase}）");
    }

    /// <summary>The last content hash of every entity according to the acts; gaps in its versions are findings.</summary>
    private static Dictionary<(string Table, Guid Key), (int Version, string Hash)> LatestContents(List<Act> acts, List<Finding> findings)
    {
        var changes =
            from act in acts
            from line in act.Changes.Split('\n')
            let cells = line.Split('|')
            where cells.Length >= 5 && Guid.TryParse(cells[1], out _) && int.TryParse(cells[2], out _)
            let resealed = act.UseCase == Rotation.Reseal.Name ? 1 : 0
            select (Table: cells[0], Key: Guid.Parse(cells[1]), Version: int.Parse(cells[2]), Old: cells[3], New: cells[4], resealed);
        var latest = new Dictionary<(string, Guid), (int, string)>();
        foreach (var entity in changes.GroupBy(c => (c.Table, c.Key)))
        {
            var expected = (Version: 0, Hash: "");
            foreach (var change in entity.OrderBy(c => c.Version).ThenBy(c => c.resealed))
            {
                if (change.Version != expected.Version + 1 - change.resealed || change.Old != expected.Hash)
                    findings.Add(new Finding("改动与前一版接不上", $"{change.Table} {change.Key} 第 {change.Version} 版"));
                expected = (change.Version, change.New);
            }
            latest[entity.Key] = expected;
        }
        return latest;
    }

    private static async Task<int> CompareRows(
        AppDb db,
        Platform platform,
        Dictionary<(string Table, Guid Key), (int Version, string Hash)> latest,
        List<Finding> findings,
        CancellationToken ct
    )
    {
        var count = 0;
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IEntity))))
        {
            var table = SnakeCase.TableOf(type.ClrType);
            var (rows, unreadable) = await Rows(db, type.ClrType, ct);
            foreach (var key in unreadable.Where(key => latest.Remove((table, key))))
                findings.Add(new Finding("内容读不出来", $"{table} {key}"));
            foreach (var row in rows)
            {
                count++;
                if (!latest.Remove((table, row.Key), out var noted))
                    findings.Add(new Finding("没有留痕的新增", $"{table} {row.Key}"));
                else if (noted.Version != row.Version || noted.Hash != Changes.HashOf(type, row, platform.Vault))
                    findings.Add(new Finding("没有留痕的改动", $"{table} {row.Key}"));
            }
        }
        findings.AddRange(latest.Keys.Select(gone => new Finding("没有留痕的删除", $"{gone.Table} {gone.Key}")));
        return count;
    }

    /// <summary>All rows of a table; those whose content no longer fits its columns only by their keys.</summary>
    private static async Task<(List<IEntity> Rows, List<Guid> Unreadable)> Rows(AppDb db, Type type, CancellationToken ct)
    {
        var set = (IQueryable<IEntity>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type).Invoke(db, null)!;
        try
        {
            return (await set.IgnoreQueryFilters().AsNoTracking().ToListAsync(ct), []);
        }
        catch (Exception e) when (DoesNotFit(e))
        {
            return await OneByOne(
                db,
                type,
                await set.IgnoreQueryFilters().Select(row => EF.Property<object>(row, "Id")).ToListAsync(ct),
                ct
            );
        }
    }

    private static async Task<(List<IEntity> Rows, List<Guid> Unreadable)> OneByOne(
        AppDb db,
        Type type,
        List<object> ids,
        CancellationToken ct
    )
    {
        var (rows, unreadable) = (new List<IEntity>(), new List<Guid>());
        foreach (var id in ids)
            try
            {
                rows.Add((IEntity)(await db.FindAsync(type, [id], ct))!);
            }
            catch (Exception e) when (DoesNotFit(e))
            {
                unreadable.Add(id as Guid? ?? (Guid)id.GetType().GetProperty("Value")!.GetValue(id)!);
            }
        return (rows, unreadable);
    }

    private static bool DoesNotFit(Exception e) =>
        e is InvalidOperationException or JsonException or FormatException or ArgumentException or OverflowException;

    /// <summary>Which version of a thing a piece of work made: the order of its changes, though a clock stood still or went back.</summary>
    /// <remarks>By table too: a matter and its work item share their id.</remarks>
    private static Dictionary<(string Table, Guid Id, DateTimeOffset At, string? Key), int> Versions(List<Act> acts)
    {
        var versions = new Dictionary<(string, Guid, DateTimeOffset, string?), int>();
        foreach (var act in acts)
        foreach (var line in act.Changes.Split('\n'))
            if (
                line.Split('|') is { Length: >= 5 } cells
                && Guid.TryParse(cells[1], out var key)
                && int.TryParse(cells[2], out var version)
            )
                versions[(cells[0], key, act.At, act.Key)] = version;
        return versions;
    }

    /// <summary>Plays every matter's moves again from the start of its flow; it must end where its row says.</summary>
    private static async Task ReplayFlows(AppDb db, Platform platform, List<Act> acts, List<Finding> findings, CancellationToken ct)
    {
        var moves = acts.Where(a => a is { Move: not null, EntityId: not null, Outcome: ActOutcome.Done })
            .ToLookup(a => (a.Entity, a.EntityId!.Value));
        var versions = Versions(acts);
        foreach (var flow in platform.Modules.Flows.Values)
        {
            var table = SnakeCase.TableOf(flow.Matter);
            foreach (var matter in (await Rows(db, flow.Matter, ct)).Rows.Where(flow.Covers))
            {
                var where = $"{table} {matter.Key}";
                var state = flow.Start;
                var made = moves[(table, matter.Key)]
                    .OrderBy(a => versions.GetValueOrDefault((table, matter.Key, a.At, a.Key)))
                    .ThenBy(a => a.Id);
                foreach (var act in made)
                {
                    if (flow.Next(state, act.Move!) is not { } next)
                        findings.Add(new Finding($"流程不允许的一步 {flow.WordsOf(state)} → {act.Move}", where));
                    else
                        state = next;
                }
                var now = flow.Matter.GetProperty("State")!.GetValue(matter)!.ToString()!;
                if (now != state)
                    findings.Add(new Finding($"状态不是流程走到的：写着“{flow.WordsOf(now)}”，应为“{flow.WordsOf(state)}”", where));
            }
        }
    }
}
