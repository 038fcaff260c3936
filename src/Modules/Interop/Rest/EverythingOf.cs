namespace Yihe.Interop.Rest;

/// <summary>All that is kept about one person (<c>$everything</c>), page by page, with the directory entries it leads to.</summary>
internal static class EverythingOf
{
    private const int Usual = 200;

    internal sealed record Input(string Patient, string? Page = null, string? Count = null, string? Types = null);

    internal static readonly Look<Input, SearchRecord.Outcome> Door = new("record.everything", "调取全部档案", Rights.Read, Run);

    private static async Task<Result<SearchRecord.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (
            await DocumentStore.Find(work, "Patient", input.Patient, ct)
            is not { State: not DocumentState.Deleted, Subject: { } person } patient
        )
            return Refusal.NotFound;
        var caring = await Residents.ResidentDirectory.CaringFor(work, person, ct);
        if (work.Refuses(new Reachable(patient, caring)) is not null)
            return Refusal.NotFound;
        work.About(patient);
        (work.Subject, work.Purpose) = (person, "record");
        var most = int.TryParse(input.Count, out var count) ? Math.Clamp(count, 1, SearchQuery.MostCount) : Usual;
        var after = Guid.TryParse(input.Page, out var last) ? last : Guid.Empty;
        var types = input.Types?.Split(',');
        var persons = await Residents.OnePerson.Ids(work, person, ct);
        var isWhole = PersonRecord.IsWhole(work, caring);
        var all = PersonRecord.Among(work, persons, isWhole).Where(d => d.Id.CompareTo(after) > 0);
        if (types is not null)
            all = all.Where(d => types.Contains(d.Type));
        var page = await all.OrderBy(d => d.Id).Take(most + 1).ToListAsync(ct);
        var shown = page.Take(most).ToList();
        var led = types is null ? await Led(work, [.. shown.Select(d => d.Id)], ct) : [];
        return await work.Look(
            new SearchRecord.Outcome(
                await SearchRecord.Draw(work, shown, ct),
                await SearchRecord.Draw(work, led, ct),
                page.Count <= most && after == Guid.Empty ? page.Count : null,
                page.Count > most ? shown[^1].Id.ToString() : null,
                [],
                []
            ),
            ct
        );
    }

    /// <summary>Organizations, people and medicines that these documents name.</summary>
    private static async Task<IReadOnlyList<Document>> Led(Work work, List<Guid> ids, CancellationToken ct)
    {
        var texts = await work
            .Db.Set<SearchRow>()
            .Where(r => ids.Contains(r.Document) && EF.Functions.Like(r.Text!, "%/%"))
            .Select(r => r.Text!)
            .Distinct()
            .ToListAsync(ct);
        var led = new List<Document>();
        foreach (
            var type in texts.Select(t => t.Split('/')).Where(t => t.Length == 2 && Reachable.IsOpen(t[0])).GroupBy(t => t[0], t => t[1])
        )
            led.AddRange(await DocumentSearch.Find(work.Db, type.Key, [new Condition.Named([.. type.Distinct()])]).ToListAsync(ct));
        return led;
    }
}
