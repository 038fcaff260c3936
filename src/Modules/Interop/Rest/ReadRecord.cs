namespace Yihe.Interop.Rest;

/// <summary>One resource is read, in its newest or an earlier version, or all its versions.</summary>
internal static class ReadRecord
{
    internal sealed record Input(string Type, string Name, int? Version = null);

    internal static readonly Look<Input, Rendered> Door = new("record.read", "查阅档案", Rights.Read, Run);

    internal static readonly Look<Input, IReadOnlyList<Rendered>> Versions = new(
        "record.history",
        "查阅档案历次版本",
        Rights.Read,
        RunVersions
    );

    private static async Task<Result<Rendered>> Run(Work work, Input input, CancellationToken ct)
    {
        var (document, refusal) = await Load(work, input, ct);
        if (refusal is not null)
            return refusal;
        if (input.Version is { } version && version != document.Version)
        {
            var edition = (await DocumentStore.History(work, document, ct)).FirstOrDefault(e => e.Version == version);
            return edition is null ? Refusal.NotFound
                : edition.State == DocumentState.Deleted ? Outcomes.Gone
                : await work.Look(await Drawing.Of(work, edition, ct), ct);
        }
        if (document.State == DocumentState.Deleted)
            return Outcomes.Gone;
        return await work.Look(await Drawing.Of(work, document, ct), ct);
    }

    private static async Task<Result<IReadOnlyList<Rendered>>> RunVersions(Work work, Input input, CancellationToken ct)
    {
        var (document, refusal) = await Load(work, input, ct);
        if (refusal is not null)
            return refusal;
        var all = new List<Rendered>();
        foreach (var edition in await DocumentStore.History(work, document, ct))
            all.Add(await Drawing.Of(work, edition, ct));
        return await work.Look<IReadOnlyList<Rendered>>(all, ct);
    }

    private static async Task<Result<Document>> Load(Work work, Input input, CancellationToken ct)
    {
        if (await DocumentStore.Find(work, input.Type, input.Name, ct) is not { } document)
            return Refusal.NotFound;
        if (work.Refuses(await Reachable.Of(work, document, ct)) is not null)
            return Refusal.NotFound;
        if (!Reachable.IsOpen(document.Type) && await Residents.Sensitive.SensitiveRule.Closes(work, document, ct))
            return Refusal.NotFound;
        work.About(document);
        (work.Subject, work.Purpose) = (document.Subject, "record");
        return document;
    }
}

/// <summary>Draws documents as resources: those kept from their bytes, our own from their entities.</summary>
internal static class Drawing
{
    internal static Task<Rendered> Of(Work work, Document d, CancellationToken ct) =>
        Of(work, new Edition(d, d.Version, d.At, d.By, d.State, d.Content), ct);

    internal static async Task<Rendered> Of(Work work, Edition e, CancellationToken ct)
    {
        var bytes = e.State switch
        {
            DocumentState.Kept when e.Document.Institution == work.Actor.Institution || Reachable.IsOpen(e.Document.Type) =>
                DocumentStore.Read(work.Platform.Vault, e),
            DocumentState.Kept => Veil.Over(DocumentStore.Read(work.Platform.Vault, e), work.Today),
            DocumentState.Own => await Own(work, e.Document, ct),
            _ => null,
        };
        var body = bytes is null ? [] : Rendering.Resource(bytes, e.Document, e.Version, e.At);
        return new(e.Document.Type, e.Document.Name, e.Version, e.At, body, e.State);
    }

    private static async Task<byte[]?> Own(Work work, Document document, CancellationToken ct)
    {
        var face = work.Platform.Modules.Faces.Values.FirstOrDefault(f => f.Type == document.Type);
        if (face is null || await face.Draw(work, document, ct) is not { } drawn)
            return null;
        if (document is { Type: "Patient", Subject: { } person })
            await Persons.Link(work, person, drawn, ct);
        return Encoding.UTF8.GetBytes(drawn.ToJsonString());
    }
}
