using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Yihe.HealthRecord;

/// <summary>One entry opened: every element that has a name, and the resource as it came.</summary>
/// <param name="Parts">name and words of each element</param>
/// <param name="Edition">which version it is; more than one where it was rewritten by who wrote it</param>
/// <param name="Corrections">what residents doubted of it, and the answers</param>
internal sealed record EntryDetail(
    ResidentCard Resident,
    Entry Entry,
    IReadOnlyList<EntryPart> Parts,
    int Edition,
    DateTimeOffset WrittenAt,
    string Original,
    IReadOnlyList<Correcting.CorrectionLine> Corrections
)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        MaxDepth = 128,
    };

    internal static async Task<Result<EntryDetail>> Of(Work work, OpenRecord record, Guid id, CancellationToken ct)
    {
        if (await record.Find(work, id, ct) is not { } document)
            return Refusal.NotFound;
        var dated = await OpenRecord.InTime(work, record.Documents(work).Where(d => d.Id == id)).SingleAsync(ct);
        if (await OpenRecord.Tell(work, [dated], ct) is not [var (_, telling)])
            return Refusal.NotFound;
        var provenance = await OpenRecord.ProvenanceOf(work, [id], ct);
        return new EntryDetail(
            record.Resident,
            Entry.Of(dated, telling, provenance, record.Plain),
            [.. telling.All().Select(p => new EntryPart(p.Name, p.Said))],
            document.Version,
            document.At,
            JsonSerializer.Serialize(telling.Resource, Readable),
            await Correcting.CorrectionLine.Of(work, id, ct)
        );
    }
}

/// <summary>An element of an entry under its name.</summary>
internal sealed record EntryPart(string Name, string Said);

/// <summary>One entry of a person's record is opened by someone who may read it.</summary>
internal static class ShowEntry
{
    internal sealed record Input(ResidentId Id, Guid Entry);

    internal static readonly Look<Input, EntryDetail> Door = new("health-record.entry", "查看档案条目", PersonRecord.Read, Run);

    private static async Task<Result<EntryDetail>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.For(work, input.Id, ct);
        if (refusal is not null)
            return refusal;
        work.Persons = 1;
        var (shown, missing) = await EntryDetail.Of(work, record, input.Entry, ct);
        return missing is not null ? missing : await work.Look(shown, ct);
    }
}
