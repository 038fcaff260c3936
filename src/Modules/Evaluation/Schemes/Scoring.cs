namespace Yihe.Evaluation.Schemes;

/// <summary>A value as it is scored.</summary>
/// <param name="Before">the same one year earlier</param>
internal sealed record Reading(FigureState State, decimal? Value = null, decimal? Before = null);

/// <summary>Points and the reason for them.</summary>
/// <param name="Points">null: it takes no part</param>
internal sealed record Mark(decimal? Points, string Reason);

/// <summary>The one interpreter of curves: a rule and the values of all who are evaluated together → points, each with its reason.</summary>
internal static class Scoring
{
    /// <summary>The mark of one among all; each share lies in 0..1, so points lie between 0 and the weight.</summary>
    internal static Mark Of(Item item, Missing missing, string unit, Reading own, IReadOnlyList<Reading> all)
    {
        if (own.State == FigureState.NoCases)
            return new(null, "本期无病例，不参与评分，其余评分项折算");
        if (own.Value is not { } value)
            return Without("无数据来源", missing);
        var curve = item.Curve!;
        if (curve.Kind == CurveKind.Improvement && own.Before is null)
            return Without("上年同期无数据来源", missing);
        var (share, why) = curve.Kind switch
        {
            CurveKind.Reach => Reach(curve, value, unit),
            CurveKind.Proportion => Proportion(curve, value, unit),
            CurveKind.Rank => Rank(curve, (value, unit), [.. all.Select(r => r.Value).OfType<decimal>()]),
            _ => Improvement(curve, value, own.Before!.Value, unit),
        };
        var points = Round(item.Weight * share);
        return new(points, $"{why}，得 {points:0.##} 分（满分 {item.Weight:0.##}）");
    }

    /// <summary>A checklist by how many of its proofs were confirmed; before anybody looked it is 0.</summary>
    internal static Mark OfEvidence(Item item, int confirmed)
    {
        var points = Round(item.Weight * confirmed / item.Evidence!.Count);
        return new(points, $"佐证 {item.Evidence.Count} 项中核实 {confirmed} 项，得 {points:0.##} 分（满分 {item.Weight:0.##}）");
    }

    /// <summary>
    /// The score out of 100: the points over the weights that take part; with nothing taking part there is none. Where all take part it is the
    /// sum of the points.
    /// </summary>
    internal static decimal? Total(IEnumerable<(decimal Weight, decimal? Points)> marks)
    {
        var taking = marks.Where(m => m.Points is not null).ToList();
        var weights = taking.Sum(m => m.Weight);
        return weights == 0 ? null : Round(taking.Sum(m => m.Points!.Value) * 100 / weights);
    }

    private static Mark Without(string what, Missing missing) =>
        missing == Missing.Zero ? new(0, $"{what}，按方案计 0 分") : new(null, $"{what}，不参与评分，其余评分项折算");

    private static (decimal, string) Reach(Curve curve, decimal value, string unit)
    {
        var full = curve.Full!.Value;
        var met = curve.Lower ? value <= full : value >= full;
        var line = curve.Lower ? "不高于" : "不低于";
        return (met ? 1 : 0, $"{Say(value, unit)}，{(met ? "达到" : "未达到")}{line} {Say(full, unit)} 的要求");
    }

    private static (decimal, string) Proportion(Curve curve, decimal value, string unit)
    {
        var share = Within((value - curve.None!.Value) / (curve.Full!.Value - curve.None.Value));
        return (
            share,
            $"{Say(value, unit)}，{Say(curve.None.Value, unit)} 得 0 分、{Say(curve.Full.Value, unit)} 得满分，按比例得 {share * 100:0.##}%"
        );
    }

    /// <summary>Those with the same value share the better place; alone, one is the first.</summary>
    private static (decimal, string) Rank(Curve curve, (decimal Value, string Unit) own, List<decimal> all)
    {
        var value = own.Value;
        var place = 1 + all.Count(v => curve.Lower ? v < value : v > value);
        var share = all.Count < 2 ? 1 : 1 - ((1 - curve.Share!.Value) * (place - 1) / (all.Count - 1));
        var ties = all.Count(v => v == value);
        var where = ties > 1 ? $"并列第 {place}（{ties} 家）" : $"第 {place}";
        return (
            share,
            $"{Say(value, own.Unit)}，有数的 {all.Count} 家中{where}，末位得 {curve.Share * 100:0.##}%，本家得 {share * 100:0.##}%"
        );
    }

    private static (decimal, string) Improvement(Curve curve, decimal value, decimal before, string unit)
    {
        var (change, even) = (value - before, curve.Share!.Value);
        var share = Within(even + ((1 - even) * change / curve.Full!.Value));
        return (
            share,
            $"上年同期 {Say(before, unit)}，本期 {Say(value, unit)}，变化 {change:+0.##;-0.##;0}；变化 {curve.Full:+0.##;-0.##} 得满分、持平得 {even * 100:0.##}%，得 {share * 100:0.##}%"
        );
    }

    private static decimal Within(decimal share) => Math.Clamp(share, 0, 1);

    private static decimal Round(decimal points) => Math.Round(points, 2, MidpointRounding.AwayFromZero);

    private static string Say(decimal value, string unit) => $"{value:0.##}{(unit == "%" ? "%" : $" {unit}")}";
}
