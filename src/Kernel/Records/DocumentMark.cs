using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Records;

/// <summary>
/// A document tells of something that is closed unless opened (档案标记): written in the commit that files it and never taken away, for an earlier
/// version said it. Which matters those are, and who may read on, others know.
/// </summary>
[PrimaryKey(nameof(Document))]
public sealed class DocumentMark : IRow
{
    public required Guid Document { get; init; }

    /// <summary>What it tells of, by codes parted by spaces.</summary>
    public required string Matters { get; init; }

    /// <summary>The mark of what is filed now; null where there is nothing to be marked for.</summary>
    private static DocumentMark? For(Work work, Guid document, ReadOnlySpan<byte> content) =>
        work.Platform.Modules.Marks?.Invoke(work.Platform, content) is { } of
            ? new DocumentMark { Document = document, Matters = of }
            : null;

    internal static void Create(Work work, Guid document, ReadOnlySpan<byte> content)
    {
        if (For(work, document, content) is { } mark)
            work.Beside(mark);
    }

    /// <summary>The same for a next version of what may be marked already.</summary>
    internal static async Task Keep(Work work, Guid document, byte[] content, CancellationToken ct)
    {
        if (
            For(work, document, content) is { } mark
            && !work.Has<DocumentMark>(m => m.Document == document)
            && !await work.Db.Set<DocumentMark>().AnyAsync(m => m.Document == document, ct)
        )
            work.Beside(mark);
    }
}
