using Yihe.Accounts.People;

namespace Yihe.Audit;

/// <summary>One act as an auditor reads it: who, where, what, why, how it ended, and whether the chain holds it. Persons appear by number alone.</summary>
/// <param name="Block">the block of the chain that names it; null while it waits for one</param>
internal sealed record ActLine(
    Guid Id,
    DateTimeOffset At,
    string Who,
    string? Login,
    string Institution,
    string UseCase,
    string Words,
    string? Entity,
    Guid? EntityId,
    string? Move,
    string? ReasonCode,
    string? Purpose,
    ActOutcome Outcome,
    Guid? Subject,
    long? Block,
    string? TraceId
)
{
    /// <summary>What the act is about, in words: 转诊单、岗位. Table: <c>knowledge/tables.json</c>.</summary>
    public string? EntityWords { get; private init; }

    private static IReadOnlyDictionary<string, string> WordsOfTables(Platform platform) =>
        platform.Shared(() =>
            JsonText.Read<IReadOnlyDictionary<string, string>>(File.ReadAllText(Path.Combine(platform.Knowledge, "tables.json")))
        );

    /// <summary>The random end of an identifier: enough to tell two apart, nothing to recognize anybody by.</summary>
    internal static string Short(Guid? id) => id is { } value ? value.ToString("N")[^8..] : "";

    internal static async Task<List<ActLine>> Of(Work work, List<Act> acts, CancellationToken ct)
    {
        var institutions = await InstitutionDirectory.NamesIn(work, ct);
        var ids = acts.Select(AccountDirectory.WhoDid).OfType<AccountId>().Distinct().ToList();
        var names = await AccountDirectory.NamesOf(work, ids, ct);
        var logins = await AccountDirectory.LoginsOf(work, ids, ct);
        var blocks = await BlocksOf(work, acts, ct);
        var tables = WordsOfTables(work.Platform);
        return
        [
            .. acts.Select(a =>
            {
                var person = AccountDirectory.WhoDid(a);
                return new ActLine(
                    a.Id,
                    a.At,
                    Actor.ResidentOf(a.Agent) is { } resident
                        ? $"居民 {Short(resident)}"
                        : NameOf(names, person) ?? (a.Agent == Actor.Nobody.Name || SessionDirectory.IsSystem(a.Agent) ? a.Agent! : "平台"),
                    NameOf(logins, person),
                    institutions.GetValueOrDefault(a.Institution, "平台"),
                    a.UseCase,
                    work.Platform.Modules.WordsOf(a.UseCase),
                    a.Entity,
                    a.EntityId,
                    a.Move,
                    a.ReasonCode,
                    a.Purpose,
                    a.Outcome,
                    a.Subject,
                    blocks.TryGetValue(a.Id, out var block) ? block : null,
                    a.TraceId
                )
                {
                    EntityWords = a.Entity is { } table ? tables.GetValueOrDefault(table, table) : null,
                };
            }),
        ];
    }

    private static string? NameOf(IReadOnlyDictionary<AccountId, string> known, AccountId? person) =>
        person is { } id ? known.GetValueOrDefault(id) : null;

    /// <summary>Which block names each act: one of the first few made after it.</summary>
    private static async Task<Dictionary<Guid, long>> BlocksOf(Work work, List<Act> acts, CancellationToken ct)
    {
        const int few = 20;
        var found = new Dictionary<Guid, long>();
        foreach (var act in acts)
        {
            if (found.ContainsKey(act.Id))
                continue;
            var after = work.Db.Set<Block>().AsNoTracking().Where(b => b.At >= act.At).OrderBy(b => b.At).ThenBy(b => b.Id);
            foreach (var block in await after.Take(few).ToListAsync(ct))
            foreach (var member in block.Members.Chunk(16))
                found[new Guid(member)] = block.Id;
        }
        return found;
    }
}
