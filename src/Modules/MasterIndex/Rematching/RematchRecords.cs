namespace Yihe.MasterIndex.Rematching;

/// <summary>Source records that no person has decided about, judged as if they came in now.</summary>
internal static class RematchRecords
{
    private const int AtOnce = 200;

    internal static async Task<RematchRun.Batch> Look(Work work, Guid? after, Comparing.Learned learned, CancellationToken ct)
    {
        var records = work.Db.Set<SourceRecord>().AsNoTracking();
        if (after is { } last)
            records = records.Where(r => r.Id > last);
        var found = await records.OrderBy(r => r.Id).Take(AtOnce).ToListAsync(ct);
        var (changing, counts) = (new List<Guid>(), new RematchCounts());
        foreach (var record in found.Where(r => !IsDecided(r)))
            if ((await Foresee(work, record, learned, ct)).Counts is { IsNone: false } change)
            {
                changing.Add(record.Id);
                counts = counts.And(change);
            }
        return new(found.Count, found.Count(IsDecided), found.Count == AtOnce ? found[^1].Id : null, changing, counts);
    }

    internal static async Task<RematchCounts> Change(Work work, Guid id, Comparing.Learned learned, CancellationToken ct)
    {
        if (await work.Db.FindAsync<SourceRecord>([id], ct) is not { } record || IsDecided(record))
            return new();
        var (judged, counts) = await Foresee(work, record, learned, ct);
        if (counts.IsNone)
            return counts;
        await PatientIndex.Apply(work, record, (record.Statement(work.Platform.Vault), judged), ct);
        work.Subject = record.Resident?.Value;
        work.About(record);
        return counts;
    }

    /// <summary>A person matched, excluded, registered, put off, returned or unlinked it: theirs to change.</summary>
    private static bool IsDecided(SourceRecord record) => record.Decided > 0 || record.State == SourceState.Returned;

    private static async Task<(Judgement Judged, RematchCounts Counts)> Foresee(
        Work work,
        SourceRecord record,
        Comparing.Learned learned,
        CancellationToken ct
    )
    {
        var judged = await PatientIndex.Judge(work, record.Id, record.Statement(work.Platform.Vault), learned, ct);
        return (
            judged,
            await PatientIndex.Stands(work, record, judged, ct) ? new()
            : record.State == SourceState.Linked ? new(Opened: 1)
            : judged.IsNew ? new(Registered: 1)
            : judged.Same is not null ? new(Linked: 1)
            : record.Why == judged.Why ? new()
            : new(Reworded: 1)
        );
    }
}
