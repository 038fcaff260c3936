using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.MasterIndex;

namespace Yihe.Interop.Rest;

/// <summary>A resource that came in another grammar than FHIR's, under a name by which its source will mean it again.</summary>
public sealed record Rendition(string Type, string Name, JsonObject Body)
{
    /// <summary>Of a patient: the source's own number.</summary>
    public string? Number { get; init; }

    /// <summary>Of a newborn: the source's number for the mother.</summary>
    public string? Mother { get; init; }
}

/// <summary>
/// The door for other grammars (HL7 v2): what they say, made resources, is written inside the caller's work by the same rules as what
/// comes by FHIR. Nothing is committed here.
/// </summary>
public static class RecordIntake
{
    /// <summary>What one system of the actor's institution calls something, as the name of a document; it tells nobody the number itself.</summary>
    public static string NameOf(Work work, string system, string type, string key) =>
        NameOf(work.Platform, work.Actor.Institution, (system, type, key));

    internal static string NameOf(Platform platform, InstitutionId institution, (string System, string Type, string Key) of) =>
        platform.Vault.LastingIndex("rendition", $"{institution}\n{of.System}\n{of.Type}\n{of.Key}");

    /// <summary>The documents that are there already under these names, to be written over in this work.</summary>
    public static async Task<IReadOnlyDictionary<(string Type, string Name), Document>> Find(
        Work work,
        IReadOnlyCollection<(string Type, string Name)> wanted,
        CancellationToken ct
    )
    {
        var (types, names) = (wanted.Select(w => w.Type).Distinct().ToList(), wanted.Select(w => w.Name).ToList());
        return await work
            .Db.Set<Document>()
            .Where(d => types.Contains(d.Type) && names.Contains(d.Name))
            .ToDictionaryAsync(d => (d.Type, d.Name), ct);
    }

    /// <summary>What a document says now; nothing where there is none.</summary>
    public static JsonObject? Said(Work work, Document? document) =>
        document is { State: DocumentState.Kept } ? (JsonObject)JsonNode.Parse(DocumentStore.Read(work.Platform.Vault, document))! : null;

    /// <summary>Writes what is new or says something else than before; the person all of it is about, where that is one and known.</summary>
    /// <param name="known">what <see cref="Find"/> found under the names of all of them</param>
    public static async Task<Result<Guid?>> Write(
        Work work,
        string system,
        (IReadOnlyList<Rendition> Renditions, IReadOnlyDictionary<(string Type, string Name), Document> Known) what,
        CancellationToken ct
    )
    {
        var (renditions, known) = what;
        var transaction = new Transaction(work, "") { Given = known };
        var entries = new List<Entry>();
        foreach (var rendition in renditions)
        {
            rendition.Body["id"] = rendition.Name;
            var body = JsonSerializer.SerializeToUtf8Bytes(rendition.Body, JsonText.Options);
            if (known.TryGetValue((rendition.Type, rendition.Name), out var before) && IsSame(work, before, body))
                transaction.Stays(before);
            else if (Flaws(body) is { } flawed)
                return flawed;
            else
                entries.Add(EntryOf(system, rendition, body));
        }
        if (await transaction.Prepare(entries, ct) is { } refusal)
            return refusal;
        var (_, failed) = await transaction.Write(ct);
        return failed is not null ? failed : transaction.Only;
    }

    private static Entry EntryOf(string system, Rendition rendition, byte[] body) =>
        new("PUT", rendition.Type, rendition.Name, body)
        {
            Called = rendition.Number is { } number ? (system, number, rendition.Mother) : null,
        };

    private static bool IsSame(Work work, Document known, byte[] body) =>
        known.State == DocumentState.Kept && DocumentStore.Read(work.Platform.Vault, known).AsSpan().SequenceEqual(body);

    private static Refusal? Flaws(byte[] body)
    {
        var (document, refusal) = Reading.Parse(body);
        document?.Dispose();
        return refusal;
    }
}
