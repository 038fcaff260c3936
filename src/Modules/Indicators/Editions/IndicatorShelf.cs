namespace Yihe.Indicators.Editions;

/// <summary>The indicators in force in this process: those delivered with the build, and the versions published here since.</summary>
internal sealed class IndicatorShelf
{
    private readonly IndicatorBook delivered;
    private int published;

    private IndicatorShelf(Platform platform)
    {
        var (book, faults) = IndicatorBook.Read(Path.Combine(platform.Knowledge, "indicators"), platform.Modules.Facts);
        Book = delivered = book ?? throw new InvalidDataException(string.Join('\n', faults));
    }

    internal static IndicatorShelf Of(Platform platform) => platform.Shared(() => new IndicatorShelf(platform));

    internal IndicatorBook Book { get; private set; }

    /// <summary>Takes in what was published since, here or by another node; what is published is never changed, so that counting tells.</summary>
    internal async Task<IndicatorBook> Renew(AppDb db, CancellationToken ct)
    {
        var editions = db.Set<IndicatorEdition>().Where(e => e.State == EditionState.Published);
        if (await editions.CountAsync(ct) is var count && count != published)
        {
            Book = delivered.With([.. (await editions.AsNoTracking().OrderBy(e => e.Id).ToListAsync(ct)).Select(e => e.Content)]);
            published = count;
        }
        return Book;
    }
}
