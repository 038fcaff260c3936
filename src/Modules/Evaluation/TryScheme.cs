namespace Yihe.Evaluation;

/// <summary>
/// What if one item weighed more or were scored otherwise: the frozen figures of an evaluation scored anew, nothing kept. Marks of review on other
/// items stand; on the item that is tried they fall.
/// </summary>
internal static class TryScheme
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "评分项")] string? Item = null,
        [property: Display(Name = "权重"), Between(0, 100)] decimal? Weight = null,
        [property: Display(Name = "评分办法")] CurveKind? Kind = null,
        [property: Display(Name = "满分值")] decimal? Full = null,
        [property: Display(Name = "零分值")] decimal? None = null,
        [property: Display(Name = "保底比例"), Between(0, 1)] decimal? Share = null
    );

    /// <param name="Names">what each item is called</param>
    /// <param name="Changed">the item as it is tried; null while nothing is</param>
    internal sealed record Outcome(
        Round Round,
        Scheme Scheme,
        IReadOnlyDictionary<string, string> Names,
        Item? Changed,
        IReadOnlyList<Pair> Pairs
    );

    /// <summary>One of those evaluated before and after.</summary>
    internal sealed record Pair(SheetLine Before, SheetLine After);

    internal static readonly Look<Input, Outcome> Door = new("evaluation.try", "试算绩效评价", Rights.Run, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (round, refusal) = await work.Find<Round>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        if (work.Actor.Institution != round.Office)
            return Refusal.Denied("试算由评价单位办理，您所在单位不能办");
        var scheme = round.SchemeIn(work);
        var sheets = await work.Db.Set<Scoresheet>().AsNoTracking().Where(s => s.Round == round.Id).OrderBy(s => s.Id).ToListAsync(ct);
        var (before, names) = (SheetLine.Of(scheme, sheets), sheets[0].Lines.ToDictionary(l => l.Item, l => l.Name));
        if (string.IsNullOrEmpty(input.Item))
            return new Outcome(round, scheme, names, null, [.. before.Select(b => new Pair(b, b))]);
        if (scheme.Items.FirstOrDefault(i => i.Code == input.Item) is not { } item)
            return Refusal.Invalid("item", "方案里没有这个评分项，请从列表中选择");
        var tried = Changed(item, input);
        if (tried.Curve is { } curve && !SchemeFaults.IsWhole(curve))
            return Refusal.Invalid("kind", $"这种评分办法要写明{SchemeFaults.Wants(curve.Kind)}");
        Rescore(scheme.Missing, tried, sheets);
        var after = SheetLine.Of(scheme, sheets).ToDictionary(s => s.Id);
        return new Outcome(round, scheme, names, tried, [.. before.Select(b => new Pair(b, after[b.Id]))]);
    }

    private static Item Changed(Item item, Input input) =>
        item with
        {
            Weight = input.Weight ?? item.Weight,
            Curve = item.Curve is { } curve
                ? curve with
                {
                    Kind = input.Kind ?? curve.Kind,
                    Full = input.Full ?? curve.Full,
                    None = input.None ?? curve.None,
                    Share = input.Share ?? curve.Share,
                }
                : null,
        };

    private static void Rescore(Missing missing, Item item, List<Scoresheet> sheets)
    {
        Line LineOf(Scoresheet sheet) => sheet.Lines.First(l => l.Item == item.Code);
        var all = sheets.ConvertAll(s => ReadingOf(LineOf(s)));
        foreach (var sheet in sheets)
        {
            var line = LineOf(sheet);
            var mark = item.Indicator is null
                ? Scoring.OfEvidence(item, line.Confirmed?.Count ?? 0)
                : Scoring.Of(item, missing, line.Unit, ReadingOf(line), all);
            sheet.Lines = Reviewable.With(
                sheet,
                line with
                {
                    Weight = item.Weight,
                    Computed = mark.Points,
                    Reason = mark.Reason,
                    Adjusted = null,
                }
            );
        }
    }

    private static Reading ReadingOf(Line line) => new(line.State, line.Value, line.Before);
}
