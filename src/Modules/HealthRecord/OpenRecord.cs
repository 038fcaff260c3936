namespace Yihe.HealthRecord;

/// <summary>A record that may be read (已打开的档案): whose it is, how much of it the reader sees, and the words to tell it in.</summary>
/// <param name="Persons">the residents who are this person</param>
/// <param name="IsWhole">all of it; else only what the reader's institutions wrote</param>
/// <param name="Plain">in the words of residents</param>
internal sealed record OpenRecord(ResidentCard Resident, IReadOnlyList<Guid> Persons, bool IsWhole, bool Plain)
{
    /// <summary>For residents: sensitive entries as well; whoever acts for them reads those only where it is their due.</summary>
    internal bool WithSensitive { get; init; }

    /// <summary>
    /// For staff, by the same rule as the resident's page and every reading over FHIR: whoever cares for the person reads all of it, any other
    /// institution what it wrote itself, and where that is nothing the person is not there.
    /// </summary>
    internal static async Task<Result<OpenRecord>> For(Work work, ResidentId id, CancellationToken ct)
    {
        var persons = await OnePerson.Ids(work, id.Value, ct);
        var writers = await PersonRecord
            .Of(work, persons)
            .Where(d => d.Type != RecordBook.Person)
            .Select(d => d.Institution)
            .Distinct()
            .ToListAsync(ct);
        var (card, refusal) = await ResidentDirectory.Find(work, id, ct, writers);
        if (refusal is not null)
            return refusal;
        work.Purpose = "care";
        return new OpenRecord(card, persons, PersonRecord.IsWhole(work, await ResidentDirectory.CaringFor(work, id.Value, ct)), false);
    }

    /// <summary>For residents: their own, or that of someone they act for at this moment. QJ-66.</summary>
    internal static async Task<Result<OpenRecord>> Own(Work work, ResidentId? whom, CancellationToken ct)
    {
        var (card, refusal) = await ResidentDirectory.Own(work, whom, ct);
        if (refusal is not null)
            return refusal;
        var persons = await OnePerson.Ids(work, card.Id.Value, ct);
        return new OpenRecord(card, persons, true, true) { WithSensitive = await ConsentDesk.ShowsSensitive(work, card, persons, ct) };
    }

    /// <summary>What is in it, without the person's own particulars.</summary>
    internal IQueryable<Document> Documents(Work work) => All(work).Where(d => d.Type != RecordBook.Person);

    /// <summary>What is in it, the person's own particulars too.</summary>
    internal IQueryable<Document> All(Work work) =>
        !Plain ? PersonRecord.Among(work, Persons, IsWhole)
        : WithSensitive ? PersonRecord.Of(work, Persons)
        : PersonRecord.Plain(work, PersonRecord.Of(work, Persons));

    /// <summary>Whether some of the record is not open to the reader, though the rest is; not what, nor how much.</summary>
    internal async Task<bool> HasClosed(Work work, CancellationToken ct)
    {
        var open = Documents(work);
        return IsWhole
            && await PersonRecord.Of(work, Persons).AnyAsync(d => d.Type != RecordBook.Person && !open.Any(o => o.Id == d.Id), ct);
    }

    /// <summary>One of its documents; any other is not there.</summary>
    internal async Task<Document?> Find(Work work, Guid document, CancellationToken ct) =>
        await Documents(work).SingleOrDefaultAsync(d => d.Id == document, ct);

    /// <summary>The newest first, by the earliest date each tells of; those without a date at the end.</summary>
    internal static IQueryable<Dated> InTime(Work work, IQueryable<Document> documents)
    {
        var (fields, rows) = (RecordBook.Of(work.Platform).DateFields.ToList(), work.Db.Set<SearchRow>());
        return documents
            .Select(d => new Dated
            {
                Document = d,
                When =
                    rows.Where(r => r.Document == d.Id && fields.Contains(r.Field) && r.Low > Entry.Undated).Min(r => r.Low)
                    ?? Entry.Undated,
            })
            .OrderByDescending(d => d.When)
            .ThenByDescending(d => d.Document.Id);
    }

    /// <summary>Each told in words, with where it comes from.</summary>
    internal static async Task<IReadOnlyList<(Dated Dated, Telling Telling)>> Tell(
        Work work,
        IReadOnlyList<Dated> dated,
        CancellationToken ct
    )
    {
        var drawn = new List<(Dated, JsonElement)>();
        foreach (var one in dated)
            if (await PersonRecord.Draw(work, one.Document, ct) is { Length: > 0 } resource)
                drawn.Add((one, PersonRecord.Parse(resource)));
        var names = await LedTo.Names(work, [.. drawn.Select(d => d.Item2)], ct);
        return [.. drawn.Select(d => (d.Item1, new Telling(RecordBook.Of(work.Platform), d.Item2, names)))];
    }

    /// <summary>As lines.</summary>
    internal async Task<IReadOnlyList<Entry>> Lines(Work work, IReadOnlyList<Dated> dated, CancellationToken ct)
    {
        var provenance = await ProvenanceOf(work, [.. dated.Select(d => d.Document.Id)], ct);
        return [.. (await Tell(work, dated, ct)).Select(t => Entry.Of(t.Dated, t.Telling, provenance, Plain))];
    }

    internal static async Task<Provenance> ProvenanceOf(Work work, IReadOnlyList<Guid> documents, CancellationToken ct) =>
        new(await InstitutionDirectory.NamesIn(work, ct), await Correcting.Correction.WordsFor(work, documents, ct));
}

/// <summary>What resources lead to without saying its name (所指): institutions, people and medicines of the directories.</summary>
internal static class LedTo
{
    private static readonly string[] Directories =
    [
        "Organization",
        "Practitioner",
        "PractitionerRole",
        "Location",
        "Medication",
        "HealthcareService",
    ];

    internal static async Task<IReadOnlyDictionary<string, string>> Names(
        Work work,
        IReadOnlyList<JsonElement> resources,
        CancellationToken ct
    )
    {
        var wanted = resources
            .SelectMany(References)
            .Distinct()
            .Select(r => r.Split('/'))
            .Where(r => r is [var type, _] && Directories.Contains(type));
        var names = new Dictionary<string, string>();
        foreach (var type in wanted.GroupBy(r => r[0], r => r[1]))
        foreach (var document in await DocumentSearch.Find(work.Db, type.Key, [new Condition.Named([.. type])]).ToListAsync(ct))
            if (await PersonRecord.Draw(work, document, ct) is { Length: > 0 } resource && NameOf(work, resource) is { } name)
                names[$"{document.Type}/{document.Name}"] = name;
        return names;
    }

    private static string? NameOf(Work work, byte[] resource) =>
        new Telling(RecordBook.Of(work.Platform), PersonRecord.Parse(resource), new Dictionary<string, string>()) is var told
        && told.First(["name.text", "name", "code", "specialty"]) is { } name
            ? name
            : null;

    private static IEnumerable<string> References(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
            JsonValueKind.Object when Telling.Text(value, "reference") is { } to => Telling.Text(value, "display") is null ? [to] : [],
            JsonValueKind.Object => value.EnumerateObject().SelectMany(p => References(p.Value)),
            _ => [],
        };
}
