namespace Yihe.DataQuality.Checks;

/// <summary>The one interpreter of checks: what was counted, and the limits → a verdict. Nothing here reads a table or a clock.</summary>
internal static class Judge
{
    private const double WholeShare = 0.95;
    private static readonly int[] Even = [0, 2, 4, 6, 8];

    /// <param name="stated">field in words → in how many of them it is stated</param>
    internal static Verdict Completeness(Check check, long count, IReadOnlyList<(string Field, long Stated)> stated)
    {
        if (count < check.Least)
            return Verdict.TooFew(count, check.Least);
        var worst = stated.Min(s => (double)s.Stated / count);
        var words = string.Join('，', stated.Select(s => $"写明{s.Field}的 {s.Stated} 条，占 {Percent((double)s.Stated / count)}"));
        return Verdict.Of(worst < check.Limits.Share, worst, $"共 {count} 条，其中{words}；应不低于 {Percent(check.Limits.Share!.Value)}");
    }

    internal static Verdict Timeliness(Check check, long count, long inTime)
    {
        if (count < check.Least)
            return Verdict.TooFew(count, check.Least);
        var share = (double)inTime / count;
        return Verdict.Of(
            share < check.Limits.Share,
            share,
            $"共 {count} 条，其中 {inTime} 条在发生后 {check.Limits.Days} 天内记下，占 {Percent(share)}；应不低于 {Percent(check.Limits.Share!.Value)}"
        );
    }

    /// <param name="arrivals">the days on which something came, in order</param>
    internal static Verdict Silence(Check check, IReadOnlyList<DateOnly> arrivals, DateOnly today)
    {
        if (arrivals.Count < check.Least)
            return new(MeasureState.TooFew, null, $"只有 {arrivals.Count} 天来过数据，少于 {check.Least} 天，还看不出平时隔多久来一次");
        var longest = arrivals.Zip(arrivals.Skip(1), (a, b) => b.DayNumber - a.DayNumber).Max();
        var silent = today.DayNumber - arrivals[^1].DayNumber;
        var allowed = Math.Max(check.Limits.Days!.Value, (int)Math.Ceiling(longest * check.Limits.Factor!.Value));
        return Verdict.Of(
            silent > allowed,
            silent,
            $"最近一次来数据是 {arrivals[^1]:yyyy-MM-dd}，到 {today:yyyy-MM-dd} 已 {silent} 天；以往两次之间最长隔 {longest} 天，超过 {allowed} 天算中断"
        );
    }

    /// <param name="before">the twelve months before; fewer tell nothing</param>
    internal static Verdict Outlier(Check check, double value, IReadOnlyList<double> before)
    {
        const int year = 12;
        if (before.Count < year)
            return new(MeasureState.TooFew, null, $"之前只有 {before.Count} 个月的数，不足 {year} 个月，不作判断");
        if (before.Average() < check.Least)
            return new(MeasureState.TooFew, null, $"之前 {year} 个月平均每月 {before.Average():0.#}，少于 {check.Least}，不作判断");
        var (z, modified) = (Statistics.Z(value, before), Statistics.ModifiedZ(value, before));
        var outside = value < before.Min() || value > before.Max();
        var far =
            (z is null || Math.Abs(z.Value) > check.Limits.Z) && (modified is null || Math.Abs(modified.Value) > check.Limits.ModifiedZ);
        return Verdict.Of(
            outside && far,
            z,
            $"本月 {value:0.##}；之前 {year} 个月平均 {before.Average():0.#}，最少 {before.Min():0.##}，最多 {before.Max():0.##}；"
                + $"离平均 {Say(z)} 个标准差（界 {check.Limits.Z:0.#}），按中位数计 {Say(modified)}（界 {check.Limits.ModifiedZ:0.#}）"
        );
    }

    /// <param name="digits">field in words → how often its readings ended in 0, 1, … 9</param>
    internal static Verdict Digits(Check check, IReadOnlyList<(string Field, long[] Counts)> digits)
    {
        var enough = digits.Where(d => d.Counts.Sum() >= check.Least).ToList();
        if (enough.Count == 0)
            return Verdict.TooFew(digits.Max(d => d.Counts.Sum()), check.Least);
        var told = enough.Select(d => OfOne(check, d.Field, d.Counts)).ToList();
        return new(told.Min(t => t.State), told.Max(t => t.Value), string.Join('；', told.Select(t => t.Words)));
    }

    /// <summary>A mercury column has a mark every 2 mmHg and is read to an even number: where no odd digits occur, the five even ones are tested.</summary>
    private static Verdict OfOne(Check check, string field, long[] counts)
    {
        var (count, even) = (counts.Sum(), Even.Select(d => counts[d]).ToList());
        var onlyEven = even.Sum() >= WholeShare * count;
        var (tested, critical) = onlyEven ? (even, check.Limits.ChiFive!.Value) : ([.. counts], check.Limits.ChiTen!.Value);
        var chi = Statistics.ChiSquare(tested);
        var (effect, round) = (Statistics.Effect(chi, tested.Count, tested.Sum()), (double)(counts[0] + counts[5]) / count);
        var uneven = chi > critical && effect >= check.Limits.Effect;
        var words =
            $"{field} {count} 次，末位 0–9 依次 {string.Join('、', counts)} 次；"
            + (onlyEven ? "几乎全是偶数，按五个偶数检验，" : "")
            + $"χ²={chi:0.#}（界 {critical:0.##}），偏离程度 {effect:0.00}（界 {check.Limits.Effect:0.00}）；"
            + $"末位是 0 或 5 的占 {Percent(round)}（本应约 20%，超过 {Percent(check.Limits.Share!.Value)} 算可疑）";
        return Verdict.Of(uneven || round > check.Limits.Share, round, words);
    }

    /// <param name="surplus">how many rows are there once more than they should be</param>
    internal static Verdict Duplicates(Check check, long count, long surplus)
    {
        if (count < check.Least)
            return Verdict.TooFew(count, check.Least);
        var share = (double)surplus / count;
        return Verdict.Of(
            surplus > check.Limits.Surplus && share > check.Limits.Share,
            share,
            $"共 {count} 条，其中 {surplus} 条与另一条的人、机构、日期和内容都相同，只是编号不同，占 {Percent(share)}；"
                + $"超过 {check.Limits.Surplus} 条且超过 {Percent(check.Limits.Share!.Value)} 算可疑"
        );
    }

    private static string Percent(double share) => $"{share * 100:0.#}%";

    private static string Say(double? z) => z is { } known ? $"{known:0.0}" : "无从计算（各月全都相同）";
}
