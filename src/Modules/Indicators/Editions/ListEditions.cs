namespace Yihe.Indicators.Editions;

/// <summary>The versions written here, the newest first, and every indicator in force that may be changed.</summary>
internal static class ListEditions
{
    private const int Shown = 100;

    internal sealed record Input([property: Display(Name = "指标")] string? Code = null);

    internal sealed record Line(
        Guid Id,
        EditionState State,
        string Code,
        string Name,
        int Number,
        DateOnly From,
        string Reason,
        string By,
        DateTimeOffset At,
        string? PublishedBy
    );

    /// <param name="Own">written here</param>
    /// <param name="Changeable">by its formula</param>
    internal sealed record InForce(string Code, string Name, string Dimension, string Definition, int Version, bool Own, bool Changeable);

    /// <param name="Parts">code → words of what may be counted</param>
    /// <param name="Content">the indicator asked for, as it is in force</param>
    internal sealed record Outcome(
        IReadOnlyList<Line> Editions,
        IReadOnlyList<InForce> Indicators,
        IReadOnlyList<KeyValuePair<string, string>> Parts,
        Indicator? Content
    );

    internal static readonly Look<Input, Outcome> Door = new("indicator.editions", "查看指标口径", FigureRights.Define, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var book = await IndicatorBook.InForce(work, ct);
        var all = await work.Db.Set<IndicatorEdition>().AsNoTracking().OrderByDescending(e => e.Id).Take(Shown).ToListAsync(ct);
        var own = all.Where(e => e.State == EditionState.Published).Select(e => (e.Code, e.Content.Version)).ToHashSet();
        return await work.Look(
            new Outcome(
                [
                    .. all.Select(e => new Line(
                        e.Id,
                        e.State,
                        e.Code,
                        e.Content.Name,
                        e.Content.Version,
                        e.Content.From,
                        e.Reason,
                        e.By,
                        e.At,
                        e.PublishedBy
                    )),
                ],
                [
                    .. book.All.Select(i => new InForce(
                        i.Code,
                        i.Name,
                        i.Dimension,
                        i.Definition,
                        i.Version,
                        own.Contains((i.Code, i.Version)),
                        i.Formula is Formula.Ratio or Formula.Value
                    )),
                ],
                [.. book.Parts.Select(p => KeyValuePair.Create(p.Code, p.Words))],
                input.Code is { } code ? book.Find(code) : null
            ),
            ct
        );
    }
}
