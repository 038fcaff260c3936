namespace Yihe.Evaluation;

/// <summary>The evaluations one runs, answers in or oversees, the newest first, and the schemes one may compute.</summary>
internal static class ListRounds
{
    private const int Most = 200;

    internal sealed record Input;

    internal sealed record Item(
        Guid Id,
        string Name,
        string Zone,
        string Period,
        RoundState State,
        int Sheets,
        DateTimeOffset At,
        DateTimeOffset? Until
    );

    internal sealed record Choice(string Code, string Name, string Every, string Source);

    internal sealed record Outcome(Rows<Item> Rows, IReadOnlyList<Choice> Mine);

    internal static readonly Look<Input, Outcome> Door = new("evaluation.list", "查看绩效评价列表", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var newest = await work.Db.Set<Round>().AsNoTracking().OrderByDescending(r => r.Id).Take(Most).ToListAsync(ct);
        var shown = newest.Where(work.Reach.Covers);
        var own = await InstitutionDirectory.Find(work, work.Actor.Institution, ct);
        var mine = work.Platform.Blueprints.At<EvaluationSection>(work.Now).Schemes.Where(s => s.IsRunBy(own));
        return new Outcome(
            new Rows<Item>([
                .. shown.Select(r => new Item(r.Id, r.Name, r.Zone, r.PeriodWords, r.State, r.Involved.Count - 1, r.ComputedAt, r.Until)),
            ]),
            work.Actor.May(Rights.Run)
                ? [.. mine.Select(s => new Choice(s.Code, s.Name, s.Every == PeriodGrain.Year ? "2026" : "2026-Q3", s.Source))]
                : []
        );
    }
}

/// <summary>A sheet as lists show it.</summary>
public sealed record SheetLine(
    Guid Id,
    string Name,
    SheetState State,
    decimal? Score,
    int? Rank,
    IReadOnlyDictionary<string, decimal?> Contents,
    IReadOnlyList<Consequence> Consequences
)
{
    /// <summary>All in order of their scores; the same score has the same place, without a score there is none.</summary>
    internal static IReadOnlyList<SheetLine> Of(Scheme scheme, IReadOnlyList<Scoresheet> sheets) =>
        [.. sheets.Select(s => Of(scheme, s, sheets)).OrderBy(s => s.Rank ?? int.MaxValue).ThenBy(s => s.Name, StringComparer.Ordinal)];

    internal static SheetLine Of(Scheme scheme, Scoresheet sheet, IReadOnlyList<Scoresheet> all) =>
        new(
            sheet.Id,
            sheet.Name,
            sheet.State,
            sheet.Score,
            sheet.Score is { } score ? 1 + all.Count(o => o.Score > score) : null,
            sheet.Lines.GroupBy(l => l.Content).ToDictionary(g => g.Key, Scoresheet.PointsOf),
            Consequence.Of(scheme, sheet.Score)
        );
}

/// <summary>What a score brings by one linkage; said, not posted.</summary>
public sealed record Consequence(string Linkage, string Words, decimal? Percent, string Source)
{
    internal static IReadOnlyList<Consequence> Of(Scheme scheme, decimal? score) =>
        score is { } known
            ?
            [
                .. scheme
                    .Linkages.Select(l => (l, Band: l.Of(known)))
                    .Select(p => new Consequence(p.l.Name, p.Band.Words, p.Band.Percent, p.l.Source)),
            ]
            : [];
}

/// <summary>
/// One evaluation, its sheets in order of their scores. Before the notice an institution sees its own alone; from then on all see all.
/// </summary>
internal static class ShowRound
{
    internal sealed record Input(Guid Id);

    internal sealed record Outcome(
        Round Round,
        Scheme Scheme,
        IReadOnlyList<SheetLine> Sheets,
        IReadOnlyList<Offer<RoundMove>> Offers,
        bool Whole
    );

    internal static readonly Look<Input, Outcome> Door = new("evaluation.show", "查看绩效评价", Rights.Read, Run);
    internal static readonly Look<Input, Outcome> Paper = new("evaluation.print", "打印绩效评价", Rights.Read, Print);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (round, refusal) = await work.Find<Round>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var sheets = SheetLine.Of(round.SchemeIn(work), await Scoresheet.Of(work, round.Id, ct));
        var whole = SeesAll(work.Actor, round);
        var own = await work
            .Db.Set<Scoresheet>()
            .Where(s => s.Round == round.Id && s.Institution == work.Actor.Institution)
            .Select(s => s.Id)
            .ToListAsync(ct);
        return new Outcome(
            round,
            round.SchemeIn(work),
            whole ? sheets : [.. sheets.Where(s => own.Contains(s.Id)).Select(s => s with { Rank = null })],
            RoundFlow.Table.Offers(round, work.Actor),
            whole
        );
    }

    private static async Task<Result<Outcome>> Print(Work work, Input input, CancellationToken ct)
    {
        var (shown, refusal) = await Run(work, input, ct);
        work.Purpose = "print";
        return refusal is not null ? refusal : await work.Look(shown, ct);
    }

    internal static bool SeesAll(Actor actor, Round round) =>
        round.State is RoundState.Notice or RoundState.Final || actor.Institution == round.Office || actor.ReachOf(Rights.Read).All;
}

/// <summary>One sheet with every line: the figure, the points, the reason, the clause.</summary>
internal static class ShowScoresheet
{
    internal sealed record Input(Guid Id);

    internal sealed record Outcome(
        Scoresheet Sheet,
        Scheme Scheme,
        decimal? Score,
        IReadOnlyList<Consequence> Consequences,
        IReadOnlyList<Offer<SheetMove>> Offers,
        bool Judges
    );

    internal static readonly Look<Input, Outcome> Door = new("scoresheet.show", "查看评价表", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Scoresheet>([input.Id], ct) is not { } sheet)
            return Refusal.NotFound;
        var round = (await work.Db.FindAsync<Round>([sheet.Round], ct))!;
        if (work.Refuses(ShowRound.SeesAll(work.Actor, round) ? round : sheet) is { } refusal)
            return refusal;
        work.About(sheet);
        return new Outcome(
            sheet,
            round.SchemeIn(work),
            sheet.Score,
            Consequence.Of(round.SchemeIn(work), sheet.Score),
            SheetFlow.Table.Offers(sheet, work.Actor),
            Reviewable.Is(sheet, work.Actor)
        );
    }
}
