namespace Yihe.HealthRecord;

/// <summary>A group of entries, as doctors call it and as residents do.</summary>
internal sealed record EntryKind(string Code, string Title, string Plain);

/// <summary>Which of a type's entries hold now: those whose code at the path is one of these, or that say nothing there.</summary>
internal sealed record HoldsNow(string Path, IReadOnlyList<string> Codes);

/// <summary>How documents of one type are told: their group, where their dates stand, and of which places a line is made.</summary>
/// <param name="Dates">the earliest of them is the entry's; as the search parameters of the type name them</param>
/// <param name="What">the first place that says something is what the entry is</param>
/// <param name="Value">the first place that says something beside it is what came of it</param>
/// <param name="Section">the part of the summary it belongs to</param>
/// <param name="Item">what it is in the summary, where that is not what its line says</param>
internal sealed record EntryType(
    string Type,
    string Kind,
    string Title,
    IReadOnlyList<string> Dates,
    IReadOnlyList<string> What,
    IReadOnlyList<string> Value,
    SummarySection? Section = null,
    IReadOnlyList<string>? Item = null,
    HoldsNow? Now = null
);

/// <summary>The parts of a summary.</summary>
internal enum SummarySection
{
    Problems,
    Allergies,
    Medications,
    Results,
}

/// <summary>How every type of document is told (档案用语). Table: <c>knowledge/health-record.json</c>.</summary>
/// <param name="Fields">name of an element → what it is called</param>
/// <param name="Codes">element and code → what the code means</param>
/// <param name="Normal">judgements of a result that mark nothing</param>
internal sealed record RecordBook(
    IReadOnlyList<EntryKind> Kinds,
    IReadOnlyList<EntryType> Types,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyDictionary<string, string> Codes,
    IReadOnlyList<string> Normal,
    string Source
)
{
    private const string Rest = "other";

    /// <summary>Whose record it is; nothing that happened.</summary>
    internal const string Person = "Patient";

    private Dictionary<string, EntryType>? byType;
    private List<string>? dateFields;

    internal static RecordBook Of(Platform platform) =>
        platform.Shared(() => JsonText.Read<RecordBook>(File.ReadAllText(Path.Combine(platform.Knowledge, "health-record.json"))));

    /// <summary>The names that search rows have for dates of entries.</summary>
    internal IReadOnlyList<string> DateFields => dateFields ??= [.. Types.SelectMany(t => t.Dates.Select(d => $"{t.Type}.{d}"))];

    /// <summary>A type that the table does not tell of is shown as well, by what any of them has.</summary>
    internal EntryType TypeOf(string type) =>
        (byType ??= Types.ToDictionary(t => t.Type)).GetValueOrDefault(type)
        ?? new(type, Rest, type, [], ["code", "type", "title", "description"], ["status"]);

    internal EntryKind KindOf(string type) => Kinds.First(k => k.Code == TypeOf(type).Kind);

    internal EntryKind? Kind(string code) => Kinds.FirstOrDefault(k => k.Code == code);

    /// <summary>The documents of a kind.</summary>
    internal IQueryable<Document> Only(IQueryable<Document> documents, string kind)
    {
        var (own, told) = (Types.Where(t => t.Kind == kind).Select(t => t.Type).ToList(), Types.Select(t => t.Type).ToList());
        return kind == Rest
            ? documents.Where(d => own.Contains(d.Type) || !told.Contains(d.Type))
            : documents.Where(d => own.Contains(d.Type));
    }
}
