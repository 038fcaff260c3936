using Yihe.Interop.Definitions;
using Yihe.Kernel.News;
using Yihe.MasterIndex;

namespace Yihe.Interop.Rest;

/// <summary>A person told whom a source's patient is, or that it is not who it seemed: what came about that patient before goes to the person with it.</summary>
internal static class RefileOnSourceSettled
{
    internal static readonly Subscription Subscription = Kernel.News.Subscription.On<SourceSettled>("refile", "按认定归入档案", Run);

    private static async Task Run(Work work, SourceSettled news, CancellationToken ct)
    {
        var (source, system, number, resident) = await PatientIndex.Whose(work, news.Record, ct);
        if (number is null)
            return;
        var name = system == Person.System ? number : RecordIntake.NameOf(work.Platform, source, (system, "Patient", number));
        if (
            await DocumentStore.Find(work, "Patient", name, ct) is not { State: DocumentState.Kept } patient
            || patient.Institution != source
        )
            return;
        var person = resident?.Value;
        if (patient.Subject == (person ?? patient.Id))
            return;
        foreach (var document in (await About(work, patient, ct)).Append(patient))
            await Refile(work, document, person ?? (document.Id == patient.Id ? null : patient.Id), ct);
        work.Subject = person;
        work.About(patient);
        await work.Commit(Done.Yes, ct);
    }

    private static async Task<List<Document>> About(Work work, Document patient, CancellationToken ct)
    {
        var (reference, before) = ($"Patient/{patient.Name}", patient.Subject);
        var fields = R4.Own.Search.Values.SelectMany(s => s.Compartment).Distinct().ToList();
        var ids = work.Db.Set<SearchRow>().Where(r => fields.Contains(r.Field) && r.Text == reference).Select(r => r.Document);
        return await work
            .Db.Set<Document>()
            .Where(d => ids.Contains(d.Id) && d.Id != patient.Id && d.Subject == before && d.State == DocumentState.Kept)
            .ToListAsync(ct);
    }

    private static async Task Refile(Work work, Document document, Guid? person, CancellationToken ct)
    {
        var body = DocumentStore.Read(work.Platform.Vault, document);
        using var resource = JsonDocument.Parse(body, Rendering.Reading);
        var terms = Extractor.Read(work.Platform.Vault, document.Type, resource.RootElement);
        await DocumentStore.Replace(work, document, new Filing(body, person, terms, IsPerson: document.Type == "Patient"), ct);
    }
}
