using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Records;

/// <summary>What is to be kept of a document: its bytes, the person it is about, and the terms it will be found by.</summary>
/// <param name="IsPerson">where no person is named, the document itself stands for one</param>
public sealed record Filing(byte[] Content, Guid? Subject, IReadOnlyCollection<Term> Terms, bool IsPerson = false)
{
    internal Guid? SubjectOf(Guid document) => Subject ?? (IsPerson ? document : null);
}

/// <summary>One version of a document, as history tells it.</summary>
public sealed record Edition(Document Document, int Version, DateTimeOffset At, string By, DocumentState State, byte[]? Content);

/// <summary>Keeps versioned documents (档案库) inside the work of a use case: one act for whatever one commit writes. Nothing medical is known here.</summary>
public static class DocumentStore
{
    private static readonly Compiled<Func<AppDb, string, string, CancellationToken, Task<Document?>>> Named = new(() =>
        EF.CompileAsyncQuery(
            (AppDb db, string type, string name, CancellationToken _) =>
                db.Set<Document>().FirstOrDefault(d => d.Type == type && d.Name == name)
        )
    );

    /// <summary>The newest version, deleted or not, to be changed in this work.</summary>
    public static Task<Document?> Find(Work work, string type, string name, CancellationToken ct) =>
        Named.In(work.Db)(work.Db, type, name, ct);

    /// <summary>A new document of the actor's institution.</summary>
    public static Document Create(Work work, string type, string name, Filing filing)
    {
        var id = work.NewId();
        var document = work.Add(
            new Document
            {
                Id = id,
                Type = type,
                Name = name,
                At = work.Now,
                By = AuthorOf(work.Actor),
                Institution = work.Actor.Institution,
                Subject = filing.SubjectOf(id),
                Content = work.Platform.Vault.Encrypt(filing.Content, PlaceOf(id, 1)),
            }
        );
        AddRows(work, id, filing.Terms);
        if (!filing.IsPerson)
            DocumentMark.Create(work, id, filing.Content);
        return document;
    }

    /// <summary>A next version; the one before is kept.</summary>
    public static async Task Replace(Work work, Document document, Filing filing, CancellationToken ct)
    {
        await Turn(work, document, DocumentState.Kept, ct);
        document.Subject = filing.SubjectOf(document.Id);
        document.Content = work.Platform.Vault.Encrypt(filing.Content, PlaceOf(document.Id, document.Version + 1));
        AddRows(work, document.Id, filing.Terms);
        if (!filing.IsPerson)
            await DocumentMark.Keep(work, document.Id, filing.Content, ct);
    }

    /// <summary>A next version that says it is gone; it is found no more, its history stays.</summary>
    public static async Task Remove(Work work, Document document, CancellationToken ct)
    {
        await Turn(work, document, DocumentState.Deleted, ct);
        document.Content = null;
    }

    /// <summary>Entities that have a face are there for nobody any more; neither is what stands for them.</summary>
    public static async Task RemoveFaces(Work work, IReadOnlyCollection<Guid> entities, CancellationToken ct)
    {
        await work.Db.Set<SearchRow>().Where(r => entities.Contains(r.Document)).ExecuteDeleteAsync(ct);
        foreach (var document in await work.Db.Set<Document>().Where(d => entities.Contains(d.Id)).ToListAsync(ct))
            (document.At, document.By, document.State) = (work.Now, AuthorOf(work.Actor), DocumentState.Deleted);
    }

    /// <summary>The bytes that came.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">they were changed in the database</exception>
    public static byte[] Read(Vault vault, Document document) => vault.Decrypt(document.Content!, PlaceOf(document.Id, document.Version));

    public static byte[] Read(Vault vault, Edition edition) =>
        vault.Decrypt(edition.Content!, PlaceOf(edition.Document.Id, edition.Version));

    /// <summary>All versions, the newest first.</summary>
    public static async Task<IReadOnlyList<Edition>> History(Work work, Document d, CancellationToken ct) =>
        [
            new(d, d.Version, d.At, d.By, d.State, d.Content),
            .. (
                await work
                    .Db.Set<DocumentVersion>()
                    .AsNoTracking()
                    .Where(v => v.Document == d.Id)
                    .OrderByDescending(v => v.Number)
                    .ToListAsync(ct)
            ).Select(v => new Edition(d, v.Number, v.At, v.By, v.State, v.Content)),
        ];

    private static async Task Turn(Work work, Document document, DocumentState state, CancellationToken ct)
    {
        work.Db.Add(DocumentVersion.Of(document));
        await work.Db.Set<SearchRow>().Where(r => r.Document == document.Id).ExecuteDeleteAsync(ct);
        (document.At, document.By, document.State) = (work.Now, AuthorOf(work.Actor), state);
    }

    internal static void AddRows(Work work, Guid document, IReadOnlyCollection<Term> terms)
    {
        var number = 0;
        foreach (var term in terms)
            work.Beside(term.At(document, number++));
    }

    internal static string AuthorOf(Actor actor) => actor.Account?.ToString() ?? actor.Name;

    private static string PlaceOf(Guid document, int version) => $"document/{document:N}/{version}";
}
