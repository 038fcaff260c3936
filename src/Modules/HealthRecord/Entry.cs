namespace Yihe.HealthRecord;

/// <summary>A document and the moment it tells of, by its search rows alone; <see cref="Entry.Undated"/> where it names none.</summary>
internal sealed class Dated
{
    public required Document Document { get; init; }
    public required double When { get; init; }
}

/// <summary>One line of a record (档案条目).</summary>
/// <param name="When">as exact as it was written; null where the entry names no date</param>
/// <param name="Institution">who wrote it</param>
/// <param name="From">this platform, or which system handed it in</param>
/// <param name="Disputed">what became of the resident's doubt about it, if there is one</param>
internal sealed record Entry(
    Guid Id,
    string Kind,
    string Title,
    string? When,
    string What,
    string? Value,
    string? Mark,
    string Institution,
    string From,
    string? Disputed
)
{
    /// <summary>Before all moments: entries without a date stand at the end.</summary>
    internal const double Undated = -62_135_596_800_000;

    internal static DateTimeOffset? MomentOf(double when) => when <= Undated ? null : DateTimeOffset.UnixEpoch.AddMilliseconds(when);

    /// <summary>In words for doctors, or plain ones.</summary>
    internal static Entry Of(Dated dated, Telling telling, Provenance provenance, bool plain)
    {
        var document = dated.Document;
        var (type, kind) = (telling.Book.TypeOf(document.Type), telling.Book.KindOf(document.Type));
        var what = telling.First(type.What) ?? type.Title;
        return new(
            document.Id,
            plain ? kind.Plain : kind.Title,
            type.Title,
            WhenOf(dated.When, telling.Resource, type),
            what,
            telling.First(type.Value.Where(v => telling.Of(v) != what)),
            telling.MarkOf(telling.Resource),
            provenance.InstitutionOf(document),
            Provenance.SystemOf(document),
            provenance.Disputes.GetValueOrDefault(document.Id)
        );
    }

    /// <summary>The text that the earliest date was read from, as exact as it is.</summary>
    private static string? WhenOf(double when, JsonElement resource, EntryType type)
    {
        if (MomentOf(when) is not { } moment)
            return null;
        var written = type
            .Dates.SelectMany(d => Telling.At(resource, d.Split('.')))
            .Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() : Telling.Text(v, "start") ?? Telling.Text(v, "end"))
            .OfType<string>()
            .FirstOrDefault(text => PersonRecord.TimeOf(text)?.Low == when);
        return (written is null ? null : Telling.WordsOfTime(written)) ?? $"{moment.Local():yyyy-MM-dd HH:mm}";
    }
}

/// <summary>Where entries come from, and which of them residents doubted.</summary>
internal sealed record Provenance(IReadOnlyDictionary<InstitutionId, string> Institutions, IReadOnlyDictionary<Guid, string> Disputes)
{
    private const string Here = "本平台";

    internal string InstitutionOf(Document d) => Institutions.GetValueOrDefault(d.Institution, "平台");

    /// <summary>A system by the name of its token; who uploaded by hand is not named.</summary>
    internal static string SystemOf(Document d) =>
        d.State == DocumentState.Own ? Here
        : Guid.TryParse(d.By, out _) ? "人工上传"
        : d.By;
}
