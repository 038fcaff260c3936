namespace Yihe.Indicators.Closing;

/// <summary>Counts closed months again from the facts (重算抽查): what was frozen must be what the facts known then come to.</summary>
internal static class Recount
{
    /// <summary>How many figures of how many closings a verification looks at.</summary>
    private const int Figures = 300;
    private const int Months = 2;

    /// <summary>
    /// What a month's figures are counted by: the definitions, who states which facts, and whose member everybody was until its end.
    /// Where it is another now, the same facts may rightly come to something else.
    /// </summary>
    internal static string BasisOf(Cube cube, Period month) =>
        MonthClosing.HashOf(
            new
            {
                cube.Book.Parts,
                Indicators = cube.Book.All.Select(i => cube.Book.At(i.Code, month.From)).Where(i => i.From <= month.From).ToList(),
                FromWork = cube.Kinds.Values.Where(k => k.FromWork).Select(k => k.Name).Order(StringComparer.Ordinal).ToList(),
                Members = cube.Seats.Before(month.Until),
            }
        );

    /// <summary>Closings whose figures do not have their hash, and figures, drawn at random, that their facts do not come to.</summary>
    internal static async Task<IReadOnlyList<(string What, Guid Where)>> Faults(Platform platform, AppDb db, CancellationToken ct)
    {
        var closings = await db.Set<MonthClosing>().AsNoTracking().OrderBy(c => c.Month).ToListAsync(ct);
        var faults = closings
            .Where(c => MonthClosing.HashOf(c.Figures) != c.Hash)
            .Select(c => ($"{Period.Of(PeriodGrain.Month, c.Month).Words}的关账数字与散列不符", c.Id))
            .ToList();
        foreach (var closing in closings.Where(c => c.Basis is not null).Shuffle().Take(Months))
            faults.AddRange(await Faults(platform, db, closing, ct));
        return faults;
    }

    private static async Task<IEnumerable<(string What, Guid Where)>> Faults(
        Platform platform,
        AppDb db,
        MonthClosing closing,
        CancellationToken ct
    )
    {
        var month = Period.Of(PeriodGrain.Month, closing.Month);
        var cube = await CountingHouse.AsOf(platform, db, new Seats(await MemberSpan.All(db, ct)), closing.Block, ct);
        if (BasisOf(cube, month) != closing.Basis)
            return [];
        return from key in closing.Figures.Keys.Shuffle().Take(Figures)
            let told = key.Split('|', 2)
            let again = Frozen.Of(Reckoning.Of(cube, told[0], Place.Parse(told[1])!, month))
            where again != closing.Figures[key]
            select ($"{month.Words}关账的 {key} 是 {closing.Figures[key].Value}，由当时的事实重算为 {again.Value}", closing.Id);
    }
}
