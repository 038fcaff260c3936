using Yihe.Interop.Definitions;
using Yihe.Interop.Rest;
using Yihe.Residents.Sensitive;

namespace Yihe.Interop;

/// <summary>
/// The door to one person's record (一人档案): every document about the person that the actor may read, whichever institution wrote it, and how
/// each reads. Systems that ask over FHIR and people who look at a page get the same by the same rule.
/// </summary>
public static class PersonRecord
{
    /// <summary>Reading it is one right, whoever reads.</summary>
    public static readonly Permission Read = Rights.Read;

    /// <summary>Documents about residents who are one person, as far as they are open to the reader.</summary>
    /// <param name="isWhole">the reader's institutions care for the person; else only what they wrote themselves</param>
    public static IQueryable<Document> Among(Work work, IReadOnlyList<Guid> persons, bool isWhole)
    {
        var reach = work.Reach;
        return SensitiveRule.Among(work, Of(work, persons).Where(d => isWhole || reach.Institutions.Contains(d.Institution)));
    }

    /// <summary>All documents about them, what is sensitive as well: for the person, and for what shows no document.</summary>
    public static IQueryable<Document> Of(Work work, IReadOnlyList<Guid> persons) =>
        work
            .Db.Set<Document>()
            .AsNoTracking()
            .Where(d => d.Subject != null && persons.Contains(d.Subject.Value) && d.State != DocumentState.Deleted);

    /// <summary>Those of the documents that nothing sensitive was found in.</summary>
    public static IQueryable<Document> Plain(Work work, IQueryable<Document> documents) =>
        documents.Where(d => !work.Db.Set<DocumentMark>().Any(m => m.Document == d.Id));

    /// <summary>Whether the actor reads all of it, by who cares for the person now.</summary>
    public static bool IsWhole(Work work, IReadOnlyList<InstitutionId> caring) =>
        work.Reach.All || caring.Any(work.Reach.Institutions.Contains);

    /// <summary>The document as a resource, under our id, version and time; numbers that identify people are covered where another institution wrote it.</summary>
    public static async Task<byte[]> Draw(Work work, Document document, CancellationToken ct) =>
        (await Drawing.Of(work, document, ct)).Body;

    /// <summary>Resources as one Bundle, to be taken away.</summary>
    public static byte[] Bundle(IEnumerable<byte[]> resources, DateTimeOffset at) =>
        Rendering.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("resourceType", "Bundle");
            w.WriteString("type", "collection");
            w.WriteString("timestamp", Rendering.InstantOf(at));
            w.WriteStartArray("entry");
            foreach (var resource in resources)
            {
                w.WriteStartObject();
                w.WritePropertyName("resource");
                w.WriteRawValue(resource, skipInputValidation: true);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();
        });

    /// <summary>A resource is read as deep as it may come in.</summary>
    public static JsonElement Parse(byte[] resource) =>
        JsonDocument.Parse(resource, new JsonDocumentOptions { MaxDepth = Rendering.MostLevels }).RootElement;

    /// <summary>The stretch of time a FHIR date of any precision means, as search rows hold it; null where it is no date.</summary>
    public static (double Low, double High)? TimeOf(string text) => Times.Read(text);
}
