namespace Yihe.Residents;

/// <summary>The door to who is one person (同一人): residents that were merged are read together, whichever of them is asked for.</summary>
public static class OnePerson
{
    /// <summary>The merges that hold now.</summary>
    public static IQueryable<Merge> Merges(Work work) => work.Db.Set<Merge>().Where(m => m.State == MergeState.Merged);

    /// <summary>The resident that is shown for this one.</summary>
    public static async Task<ResidentId> Standing(Work work, ResidentId id, CancellationToken ct) =>
        await work.Db.FindAsync<Merge>([id], ct) is { State: MergeState.Merged } merge ? merge.Stays : id;

    /// <summary>All residents that are this person, the one that is shown first.</summary>
    public static async Task<IReadOnlyList<ResidentId>> Ids(Work work, ResidentId id, CancellationToken ct)
    {
        var standing = await Standing(work, id, ct);
        return [standing, .. await Merges(work).Where(m => m.Stays == standing).OrderBy(m => m.No).Select(m => m.Id).ToListAsync(ct)];
    }

    /// <summary>The same for what names persons by their bare number; a number that is nobody's is its own.</summary>
    public static async Task<IReadOnlyList<Guid>> Ids(Work work, Guid person, CancellationToken ct) =>
        [.. (await Ids(work, new ResidentId(person), ct)).Select(id => id.Value)];

    /// <summary>
    /// The residents that rows of a table name, and all who are the same person. Ask whether <c>Any</c> of them is somebody: an index answers,
    /// however many the rows name; merges are few and come first.
    /// </summary>
    /// <param name="which">which rows <c>c</c>, in SQL with numbered places for the values</param>
    public static IQueryable<Guid> United(Work work, string table, string which, object[] values)
    {
        const string merge = "FROM residents_merge m";
        var holds = $"m.state = 'Merged' AND {which}";
        var sql = $"""
            SELECT c.resident AS "Value" FROM {table} c WHERE {which}
            UNION ALL SELECT m.stays {merge} CROSS JOIN {table} c WHERE m.id = c.resident AND {holds}
            UNION ALL SELECT n.id {merge} CROSS JOIN residents_merge n CROSS JOIN {table} c
                WHERE n.stays = m.stays AND n.state = 'Merged' AND m.id = c.resident AND {holds}
            UNION ALL SELECT m.id {merge} CROSS JOIN {table} c WHERE m.stays = c.resident AND {holds}
            """;
        return work.Db.Database.SqlQueryRaw<Guid>(sql, values);
    }

    /// <summary>Each resident once, shown as the one that stays; those that were merged are left out for it.</summary>
    internal static async Task<List<Resident>> Once(Work work, IReadOnlyList<Resident> residents, CancellationToken ct)
    {
        var ids = residents.Select(r => r.Id).ToList();
        var stays = await Merges(work).Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Stays, ct);
        if (stays.Count == 0)
            return [.. residents];
        var missing = stays.Values.Except(ids).ToList();
        var all = residents
            .Concat(await work.Db.Set<Resident>().AsNoTracking().Where(r => missing.Contains(r.Id)).ToListAsync(ct))
            .ToDictionary(r => r.Id);
        return [.. residents.Select(r => all[stays.GetValueOrDefault(r.Id, r.Id)]).DistinctBy(r => r.Id)];
    }

    /// <summary>What must never be: a merge into one that is merged itself, or of residents that are not there.</summary>
    internal static async Task<IReadOnlyList<(string What, Guid Where)>> Faults(Platform _, AppDb db, CancellationToken ct)
    {
        var merges = await db.Set<Merge>().AsNoTracking().Where(m => m.State == MergeState.Merged).ToListAsync(ct);
        var gone = merges.Select(m => m.Id).ToHashSet();
        var ids = merges.SelectMany(m => new[] { m.Id, m.Stays }).Distinct().ToList();
        var known = (await db.Set<Resident>().Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct)).ToHashSet();
        return
        [
            .. merges.Where(m => gone.Contains(m.Stays)).Select(m => ("合并到已被合并的居民", m.Key)),
            .. merges.Where(m => !known.Contains(m.Id) || !known.Contains(m.Stays)).Select(m => ("合并的居民不存在", m.Key)),
        ];
    }
}
