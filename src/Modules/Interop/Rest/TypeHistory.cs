using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>What changed lately among the resources of a type, the newest first.</summary>
internal static class TypeHistory
{
    private const int Usual = 100;

    internal sealed record Input(string Type, string? Since = null, string? Count = null);

    internal static readonly Look<Input, IReadOnlyList<Rendered>> Door = new("record.changes", "查阅档案变动", Rights.Read, Run);

    private static async Task<Result<IReadOnlyList<Rendered>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        if (input.Since is not null && Times.Read(input.Since) is null)
            return Outcomes.Bad("_since 应为时间，如 2026-03-09T08:30:00+08:00");
        var since = input.Since is { } text
            ? DateTimeOffset.UnixEpoch.AddMilliseconds(Times.Read(text)!.Value.Low)
            : DateTimeOffset.MinValue;
        var most = int.TryParse(input.Count, out var count) ? Math.Clamp(count, 1, SearchQuery.MostCount) : Usual;
        var seen = Reachable.Among(work, input.Type, work.Db.Set<Document>().AsNoTracking().Where(d => d.Type == input.Type));
        var newest = await seen.Where(d => d.At >= since)
            .OrderByDescending(d => d.At)
            .ThenByDescending(d => d.Id)
            .Take(most)
            .ToListAsync(ct);
        var earlier = await (
            from v in work.Db.Set<DocumentVersion>().AsNoTracking()
            join d in seen on v.Document equals d.Id
            where v.Type == input.Type && v.At >= since
            orderby v.At descending
            select new { v, d }
        )
            .Take(most)
            .ToListAsync(ct);
        var all = newest
            .Select(d => new Edition(d, d.Version, d.At, d.By, d.State, d.Content))
            .Concat(earlier.Select(e => new Edition(e.d, e.v.Number, e.v.At, e.v.By, e.v.State, e.v.Content)))
            .OrderByDescending(e => e.At)
            .Take(most)
            .ToList();
        var drawn = new List<Rendered>();
        foreach (var edition in all)
            drawn.Add(await Drawing.Of(work, edition, ct));
        (work.Purpose, work.Persons) = ("record", SearchRecord.PersonsIn(all.Select(e => e.Document)));
        return await work.Look<IReadOnlyList<Rendered>>(drawn, ct);
    }
}
