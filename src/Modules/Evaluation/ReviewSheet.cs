using System.Globalization;

namespace Yihe.Evaluation;

/// <summary>Review puts another score beside the computed one, which stays, and says why.</summary>
internal static class AdjustScore
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "评分项"), Needed("请选择评分项")] string Item,
        [property: Display(Name = "调整后得分"), Between(0, 100)] decimal Points,
        [property: Display(Name = "调整理由"), Needed("请写调整理由"), AtMost(300)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("scoresheet.adjust", "调整得分", Rights.Run, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (sheet, refusal) = await Reviewable.Find(work, input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (sheet.Lines.FirstOrDefault(l => l.Item == input.Item) is not { } line)
            return Refusal.Invalid("item", "评价表里没有这个评分项，请从列表中选择");
        if (input.Points > line.Weight)
            return Refusal.Invalid("points", $"{line.Name}满分 {line.Weight:0.##} 分，请改正");
        sheet.Lines = Reviewable.With(sheet, line with { Adjusted = input.Points, Why = input.Reason.Trim(), By = work.Actor.Name });
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>Review says which proofs of a checklist stand; the points follow.</summary>
internal static class ConfirmEvidence
{
    /// <param name="Proofs">places in the list, from 0</param>
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "评分项"), Needed("请选择评分项")] string Item,
        [property: Display(Name = "已核实的佐证")] IReadOnlyList<string>? Proofs = null,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("scoresheet.confirm", "核实佐证", Rights.Run, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (sheet, refusal) = await Reviewable.Find(work, input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        var line = sheet.Lines.FirstOrDefault(l => l.Item == input.Item && l.Evidence is not null);
        if (line is null)
            return Refusal.Invalid("item", "评价表里没有这份佐证清单，请从列表中选择");
        var proofs = new List<int>();
        foreach (var text in input.Proofs ?? [])
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < line.Evidence!.Count)
                proofs.Add(at);
            else
                return Refusal.Invalid("proofs", "清单里没有这项佐证，请从列表中选择");
        var item = Reviewable.SchemeOf(work, sheet).Items.First(i => i.Code == line.Item);
        var confirmed = proofs.Distinct().Order().ToList();
        var mark = Scoring.OfEvidence(item, confirmed.Count);
        sheet.Lines = Reviewable.With(
            sheet,
            line with
            {
                Computed = mark.Points,
                Reason = mark.Reason,
                Confirmed = confirmed,
                By = work.Actor.Name,
            }
        );
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A sheet that its office may judge: in review, or while an appeal waits for its answer.</summary>
internal static class Reviewable
{
    internal static bool Is(Scoresheet sheet, Actor actor) =>
        sheet.State is SheetState.Review or SheetState.Appealed && actor.Institution == sheet.Office && actor.May(Rights.Run);

    internal static async Task<Result<Scoresheet>> Find(Work work, Guid id, int? version, CancellationToken ct)
    {
        var (sheet, refusal) = await work.Find<Scoresheet>(id, version, ct);
        if (refusal is not null)
            return refusal;
        (work.Matter, work.Blueprint) = (sheet.Course, sheet.Blueprint);
        return Is(sheet, work.Actor) ? sheet : Refusal.Conflict("not-in-review", "只有评价单位能在复核中或申诉待答复时改得分；现在改不了");
    }

    internal static IReadOnlyList<Line> With(Scoresheet sheet, Line line) => [.. sheet.Lines.Select(l => l.Item == line.Item ? line : l)];

    internal static Scheme SchemeOf(Work work, Scoresheet sheet) =>
        work.Platform.Blueprints.Of<EvaluationSection>(sheet.Blueprint).Find(sheet.Scheme)!;
}
