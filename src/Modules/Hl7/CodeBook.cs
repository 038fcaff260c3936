using System.Collections.Concurrent;
using Yihe.Hl7.Mapping;

namespace Yihe.Hl7;

/// <summary>The code maps of sources, remembered until one of them changes.</summary>
internal sealed class CodeBook
{
    private readonly ConcurrentDictionary<(Guid Source, int Mapped), IReadOnlyDictionary<string, StandardCode>> known = new();

    internal static async Task<IReadOnlyDictionary<string, StandardCode>> Of(Work work, MessageSource source, CancellationToken ct)
    {
        var book = work.Platform.Shared(() => new CodeBook());
        if (book.known.TryGetValue((source.Id, source.Mapped), out var codes))
            return codes;
        codes = await work
            .Db.Set<CodeMap>()
            .AsNoTracking()
            .Where(c => c.Source == source.Id)
            .ToDictionaryAsync(c => c.Code, c => new StandardCode(c.System, c.Standard, c.Title), ct);
        foreach (var old in book.known.Keys.Where(k => k.Source == source.Id).ToList())
            book.known.TryRemove(old, out _);
        return book.known[(source.Id, source.Mapped)] = codes;
    }
}
