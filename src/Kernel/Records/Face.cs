using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Records;

/// <summary>
/// How an entity of ours looks to other systems (外观): drawn as a document whenever one is read, so that nothing is stored twice,
/// and found by search rows that are written in the commit that changes the entity.
/// </summary>
/// <param name="Type">the type of document others know it as</param>
/// <param name="Entity">the entity it is drawn from</param>
public sealed record Face(string Type, Type Entity)
{
    private Func<Platform, object, bool, JsonObject> Drawn { get; init; } = null!;
    private Func<object, (InstitutionId At, Guid? Subject)> Belongs { get; init; } = null!;
    private Func<Guid, object> KeyOf { get; init; } = null!;
    private Func<AppDb, int, CancellationToken, Task<IReadOnlyList<IEntity>>> Faceless { get; init; } = null!;

    /// <param name="draw">with <c>true</c> whole, numbers that identify people in clear, for what it is found by; else as it is shown</param>
    /// <param name="belongs">whose it is: the institution, and the person it is about</param>
    /// <param name="key">the key of its table from the id of the document</param>
    public static Face Of<T>(
        string type,
        Func<Platform, T, bool, JsonObject> draw,
        Func<T, (InstitutionId At, Guid? Subject)> belongs,
        Func<Guid, object> key
    )
        where T : class, IEntity =>
        new(type, typeof(T))
        {
            Drawn = (platform, entity, whole) => draw(platform, (T)entity, whole),
            Belongs = entity => belongs((T)entity),
            KeyOf = key,
            Faceless = async (db, most, ct) => await WithoutDocument<T>(db, most).ToListAsync(ct),
        };

    private static IQueryable<T> WithoutDocument<T>(AppDb db, int most)
        where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var (table, id) = (type.GetTableName(), type.FindPrimaryKey()!.Properties[0].GetColumnName());
        var sql =
            $"SELECT * FROM {table} e WHERE NOT EXISTS (SELECT 1 FROM kernel_document d WHERE d.id = e.{id}) ORDER BY e.{id} LIMIT {{0}}";
        return db.Set<T>().FromSqlRaw(sql, most).IgnoreQueryFilters().AsNoTracking();
    }

    /// <summary>Some of those that no document stands for get theirs; how many.</summary>
    internal async Task<int> Fill(
        Work work,
        int most,
        Func<Vault, string, JsonObject, IReadOnlyCollection<Term>> terms,
        CancellationToken ct
    )
    {
        var faceless = await Faceless(work.Db, most, ct);
        foreach (var entity in faceless)
            await Mirror(work, entity, isNew: true, terms, ct);
        return faceless.Count;
    }

    /// <summary>The document as it is shown now; whole only for what it is found by.</summary>
    public async Task<JsonObject?> Draw(Work work, Document document, CancellationToken ct, bool whole = false) =>
        await work.Db.FindAsync(Entity, [KeyOf(document.Id)], ct) is { } entity ? Drawn(work.Platform, entity, whole) : null;

    /// <summary>Every changed entity that has a face gets its document and search rows in the same commit.</summary>
    internal static async Task Mirror(Work work, CancellationToken ct)
    {
        var modules = work.Platform.Modules;
        if (modules.Terms is not { } terms)
            return;
        foreach (var entry in work.Db.ChangeTracker.Entries<IEntity>().ToList())
            if (
                entry.State is EntityState.Added or EntityState.Modified
                && modules.Faces.GetValueOrDefault(entry.Entity.GetType()) is { } face
            )
                await face.Mirror(work, entry.Entity, entry.State == EntityState.Added, terms, ct);
    }

    private async Task Mirror(
        Work work,
        IEntity entity,
        bool isNew,
        Func<Vault, string, JsonObject, IReadOnlyCollection<Term>> terms,
        CancellationToken ct
    )
    {
        var (at, subject) = Belongs(entity);
        var known = isNew ? null : await work.Db.FindAsync<Document>([entity.Key], ct);
        if (known is { State: DocumentState.Deleted })
            return;
        if (known is null)
            work.Db.Add(
                new Document
                {
                    Id = entity.Key,
                    Type = Type,
                    Name = entity.Key.ToString(),
                    At = work.Now,
                    By = DocumentStore.AuthorOf(work.Actor),
                    Institution = at,
                    Subject = subject,
                    State = DocumentState.Own,
                }
            );
        else
        {
            (known.At, known.By) = (work.Now, DocumentStore.AuthorOf(work.Actor));
            work.Db.Entry(known).DetectChanges(); // the commit has looked at the others already
            await work.Db.Set<SearchRow>().Where(r => r.Document == known.Id).ExecuteDeleteAsync(ct);
        }
        var drawn = Drawn(work.Platform, entity, true);
        DocumentStore.AddRows(work, entity.Key, terms(work.Platform.Vault, Type, drawn));
        if (subject is not null && subject != entity.Key)
            await DocumentMark.Keep(work, entity.Key, System.Text.Encoding.UTF8.GetBytes(drawn.ToJsonString(JsonText.Options)), ct);
    }
}
