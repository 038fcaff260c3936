using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Records;

/// <summary>Search rows with a hashed number get the hash of the active key version, read anew from their document; each keeps its place.</summary>
public static class Rehash
{
    private const int AtOnce = 50;

    public static readonly Change<Done, int> Door = new("keys.rehash", "以新版密钥重算检索行", Permission.Platform, Run);

    /// <summary>How many rows are of each version, the first at 0.</summary>
    public static async Task<long[]> Count(Platform platform, AppDb db, CancellationToken ct)
    {
        var counts = new long[platform.Vault.Newest];
        for (var version = 2; version <= counts.Length; version++)
        {
            var (head, end) = (Vault.HeadOfIndex(version), EndOf(version));
            counts[version - 1] = await Hashed(platform, db)
                .LongCountAsync(r => string.Compare(r.Text, head) >= 0 && string.Compare(r.Text, end) < 0, ct);
        }
        counts[0] = await Hashed(platform, db).LongCountAsync(ct) - counts.Sum();
        return counts;
    }

    /// <summary>Rows of another version than the active one.</summary>
    private static IQueryable<SearchRow> Left(Platform platform, AppDb db)
    {
        var (head, end) = (Vault.HeadOfIndex(platform.Vault.Active), EndOf(platform.Vault.Active));
        return Hashed(platform, db).Where(r => string.Compare(r.Text, head) < 0 || string.Compare(r.Text, end) >= 0);
    }

    private static string EndOf(int version) => $"{version};"; // what follows the colon of its head

    private static IQueryable<SearchRow> Hashed(Platform platform, AppDb db)
    {
        var (fields, nothing) = (platform.Modules.HashedFields, $"{Term.Seam}"); // a system alone has no number
        return db.Set<SearchRow>().Where(r => fields.Contains(r.Field) && r.Text != null && !r.Text.StartsWith(nothing));
    }

    private static async Task<Result<int>> Run(Work work, Done input, CancellationToken ct)
    {
        var ids = await Left(work.Platform, work.Db).Select(r => r.Document).Distinct().Take(AtOnce).ToListAsync(ct);
        foreach (var document in await work.Db.Set<Document>().AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(ct))
            await Of(work, document, ct);
        work.ReasonCode = $"{work.Platform.Vault.Active}";
        return ids.Count == 0 ? 0 : await work.Commit(ids.Count, ct);
    }

    /// <remarks>In place, so that whoever changes the document meanwhile takes its rows away as before.</remarks>
    private static async Task Of(Work work, Document document, CancellationToken ct)
    {
        var terms = await TermsOf(work, document, ct);
        var rows = await Left(work.Platform, work.Db).AsNoTracking().Where(r => r.Document == document.Id).ToListAsync(ct);
        foreach (var row in rows)
        {
            var same = work.Db.Set<SearchRow>().Where(r => r.Document == row.Document && r.Number == row.Number && r.Text == row.Text);
            if (terms.ElementAtOrDefault(row.Number) is { Text: not null } term && term.Field == row.Field)
                await same.ExecuteUpdateAsync(set => set.SetProperty(r => r.Text, term.Text), ct);
            else
                throw new InvalidOperationException(
                    $"search row {row.Number} of {document.Type} {document.Id} is not what its document says"
                );
        }
    }

    private static async Task<IReadOnlyList<Term>> TermsOf(Work work, Document document, CancellationToken ct)
    {
        var (modules, vault) = (work.Platform.Modules, work.Platform.Vault);
        if (document.State == DocumentState.Kept)
            return [.. modules.Terms!(vault, document.Type, JsonNode.Parse(DocumentStore.Read(vault, document))!.AsObject())];
        foreach (var face in modules.Faces.Values.Where(f => f.Type == document.Type))
            if (await face.Draw(work, document, ct, whole: true) is { } drawn)
                return [.. modules.Terms!(vault, document.Type, drawn)];
        return [];
    }
}
