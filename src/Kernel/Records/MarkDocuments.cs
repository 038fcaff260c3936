using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Records;

/// <summary>
/// What was filed before the table of closed matters said what it says now is looked at again (重新标记), some in each work, all versions of each.
/// Marks are added, none is taken away.
/// </summary>
public static class MarkDocuments
{
    private const int AtOnce = 200;
    private const string Kept = "document-marks";
    private const string AllDone = "done";

    /// <summary>How many were looked at; 0 when nothing is left.</summary>
    public static readonly Change<Done, int> Door = new("records.mark", "按敏感类别表重新标记档案", Permission.Platform, Run);

    private static async Task<Result<int>> Run(Work work, Done input, CancellationToken ct)
    {
        if (work.Platform.Modules.MarksEdition?.Invoke(work.Platform) is not { } edition)
            return 0;
        var kept = await work.Db.FindAsync<Setting>([Kept], ct);
        var (seen, at) = kept?.Value.Split(' ') is [var last, var place] && last == edition ? (true, place) : (false, "");
        if (seen && at == AllDone)
            return 0;
        var after = Guid.TryParse(at, out var id) ? id : Guid.Empty;
        var some = await work
            .Db.Set<Document>()
            .AsNoTracking()
            .Where(d => d.Subject != null && d.Subject != d.Id && d.Id.CompareTo(after) > 0)
            .OrderBy(d => d.Id)
            .Take(AtOnce)
            .ToListAsync(ct);
        foreach (var document in some)
            await Look(work, document, ct);
        var now = $"{edition} {(some.Count < AtOnce ? AllDone : some[^1].Id)}";
        if (kept is null)
            work.Add(new Setting { Name = Kept, Value = now });
        else
            kept.Value = now;
        return await work.Commit(some.Count, ct);
    }

    private static async Task Look(Work work, Document document, CancellationToken ct)
    {
        foreach (var edition in await DocumentStore.History(work, document, ct))
            if (edition.Content is not null)
                await DocumentMark.Keep(work, document.Id, DocumentStore.Read(work.Platform.Vault, edition), ct);
        foreach (var face in work.Platform.Modules.Faces.Values.Where(f => document.State == DocumentState.Own && f.Type == document.Type))
            if (await face.Draw(work, document, ct, whole: true) is { } drawn)
                await DocumentMark.Keep(work, document.Id, Encoding.UTF8.GetBytes(drawn.ToJsonString(JsonText.Options)), ct);
    }
}
