namespace Yihe.HealthRecord;

/// <summary>A thing that holds of the person: said once, with when it was said last.</summary>
internal sealed record Held(Guid Entry, string What, string? Value, string? When, string Institution, int Times);

/// <summary>One value of a result, marked in words where it is out of its range.</summary>
internal sealed record Measure(Guid Entry, string? When, string Value, string? Mark);

/// <summary>The same result over time, the newest first.</summary>
/// <param name="Range">the reference range its newest value came with</param>
internal sealed record Trend(string What, string? Range, IReadOnlyList<Measure> Measures);

/// <summary>What one must know first (档案摘要): problems, allergies, medicines now, and the latest results beside those before.</summary>
internal sealed record Summary(
    IReadOnlyList<Held> Problems,
    IReadOnlyList<Held> Allergies,
    IReadOnlyList<Held> Medications,
    IReadOnlyList<Trend> Results
)
{
    /// <summary>The newest documents of each part that are read for it.</summary>
    private const int MostRead = 100;
    internal const int MostMeasures = 4;
    private const string Wrong = "entered-in-error";

    internal static async Task<Summary> Of(Work work, OpenRecord record, CancellationToken ct)
    {
        var names = await InstitutionDirectory.NamesIn(work, ct);
        return new Summary(
            await Of(SummarySection.Problems),
            await Of(SummarySection.Allergies),
            await Of(SummarySection.Medications),
            TrendsOf(await Told(work, record, SummarySection.Results, ct))
        );

        async Task<IReadOnlyList<Held>> Of(SummarySection section) =>
            [
                .. from told in await Told(work, record, section, ct)
                let type = told.Telling.Book.TypeOf(told.Dated.Document.Type)
                where Holds(told.Telling, type)
                let provenance = new Provenance(names, new Dictionary<Guid, string>())
                let entry = Entry.Of(told.Dated, told.Telling, provenance, record.Plain)
                let what = type.Item is { } item ? told.Telling.First(item) : entry.What
                where what is not null
                from one in what.Split('；')
                group entry by one into same
                let newest = same.First()
                select new Held(
                    newest.Id,
                    same.Key,
                    newest.What == same.Key ? newest.Value : null,
                    newest.When,
                    newest.Institution,
                    same.Count()
                ),
            ];
    }

    private static async Task<IReadOnlyList<(Dated Dated, Telling Telling)>> Told(
        Work work,
        OpenRecord record,
        SummarySection section,
        CancellationToken ct
    )
    {
        var types = RecordBook.Of(work.Platform).Types.Where(t => t.Section == section).Select(t => t.Type).ToList();
        var documents = record.Documents(work).Where(d => types.Contains(d.Type));
        return await OpenRecord.Tell(work, await OpenRecord.InTime(work, documents).Take(MostRead).ToListAsync(ct), ct);
    }

    private static bool Holds(Telling telling, EntryType type) =>
        !telling.CodesAt("verificationStatus").Concat(telling.CodesAt("status")).Any(c => c is Wrong or "refuted")
        && (type.Now is not { } now || telling.CodesAt(now.Path).ToList() is not { Count: > 0 } codes || codes.Any(now.Codes.Contains));

    private static IReadOnlyList<Trend> TrendsOf(IReadOnlyList<(Dated Dated, Telling Telling)> told) =>
        [
            .. from one in told
            where !one.Telling.CodesAt("status").Contains(Wrong)
            from result in Measured(one.Dated, one.Telling)
            group result by result.Key into same
            let newest = same.First()
            select new Trend(newest.What, newest.Range, [.. same.Take(MostMeasures).Select(r => r.Measure)]),
        ];

    private sealed record Found(string Key, string What, string? Range, Measure Measure);

    /// <summary>The values an observation holds: its own, and each of its parts'.</summary>
    private static IEnumerable<Found> Measured(Dated dated, Telling telling)
    {
        var empty = new Provenance(new Dictionary<InstitutionId, string>(), new Dictionary<Guid, string>());
        var when = Entry.Of(dated, telling, empty, plain: false).When;
        foreach (var holder in Telling.At(telling.Resource, new[] { "component" }).Prepend(telling.Resource))
            if (
                Telling.ValueOf(holder) is { } held
                && holder.TryGetProperty("code", out var code)
                && telling.Words(code, "code", 0) is { } what
                && telling.Words(held.Value, held.Name, 0) is { } value
            )
                yield return new(
                    Telling.At(code, new[] { "coding", "code" }).Select(c => c.GetString()).FirstOrDefault() ?? what,
                    what,
                    holder.TryGetProperty("referenceRange", out var range) ? telling.Words(range, "referenceRange", 0) : null,
                    new(dated.Document.Id, when, value, telling.MarkOf(holder))
                );
    }
}
