namespace Yihe.Indicators;

/// <summary>What may be wrong with indicators and parts beyond their shape: something missing, circular, or that does not fit together.</summary>
internal static class IndicatorFaults
{
    internal static readonly string[] OfInstitution = ["institution.kind", "institution.level", "institution.role"];

    internal static IEnumerable<string> Of(
        IReadOnlyList<Part> parts,
        IReadOnlyList<Indicator> indicators,
        IReadOnlyDictionary<string, FactKind> kinds
    )
    {
        foreach (var twice in parts.GroupBy(p => p.Code).Where(g => g.Count() > 1))
            yield return $"分项 {twice.Key} 写了 {twice.Count()} 次，请只留一处";
        foreach (var twice in indicators.GroupBy(i => (i.Code, i.Version)).Where(g => g.Count() > 1))
            yield return $"指标 {twice.Key.Code} 第 {twice.Key.Version} 版写了 {twice.Count()} 次，请改版本号";
        var byCode = parts.GroupBy(p => p.Code).ToDictionary(g => g.Key, g => g.First());
        foreach (var fault in parts.SelectMany(p => PartFaults(p, byCode, kinds)))
            yield return fault;
        var known = indicators.Select(i => i.Code).ToHashSet();
        foreach (var fault in indicators.SelectMany(i => FaultsOf(i, byCode, known)))
            yield return fault;
        foreach (var start in indicators.Where(i => i.Formula == Formula.Growth))
            if (Circles(start.Code, c => indicators.Where(i => i.Code == c && i.Formula == Formula.Growth).Select(i => i.Numerator!)))
                yield return $"指标 {start.Code} 绕回了自己，请改它的分子";
    }

    private static IEnumerable<string> PartFaults(Part part, Dictionary<string, Part> all, IReadOnlyDictionary<string, FactKind> kinds)
    {
        var named = (part.Plus ?? []).Concat(part.Minus ?? []).Concat(part.Among is { } among ? [among] : []).ToList();
        foreach (var missing in named.Where(n => !all.ContainsKey(n)))
            yield return $"分项 {part.Code} 用到的 {missing} 没有写，请补上或改名";
        if (
            Circles(
                part.Code,
                c =>
                    all.TryGetValue(c, out var p)
                        ? [.. p.Plus ?? [], .. p.Minus ?? [], .. p.Among is { } a ? [a] : Array.Empty<string>()]
                        : []
            )
        )
            yield return $"分项 {part.Code} 绕回了自己，请去掉其中一处引用";
        if (part.Fact is null == (part.Plus is null))
            yield return $"分项 {part.Code} 要么数事实（fact），要么由其他分项相加（plus），只能写一样";
        if (part.Fact is not { } fact)
            yield break;
        if (!kinds.TryGetValue(fact, out var kind))
        {
            yield return $"分项 {part.Code} 的事实 {fact} 没有这一种，可用的有：{string.Join('、', kinds.Keys)}";
            yield break;
        }
        if (part.Take == Taking.Sum && (part.Of is null || kind.Find(part.Of)?.Field.IsNumber != true))
            yield return $"分项 {part.Code} 求和要写明数字字段（of）";
        if (part.Take == Taking.People && !kind.Personal)
            yield return $"分项 {part.Code} 数人数，但事实 {fact} 不涉及个人";
        if (part.Take != Taking.People && (part.AtLeast is not null || part.Among is not null))
            yield return $"分项 {part.Code} 的 atLeast、among 只用于数人数";
        if (part.Among is { } set && all.TryGetValue(set, out var other) && other.Take != Taking.People)
            yield return $"分项 {part.Code} 的 among 应指向数人数的分项，{set} 不是";
        if (part.By is { } by && kind.Find(by)?.Field.IsNumber != false)
            yield return $"分项 {part.Code} 的 by 应是 {fact} 的文字字段";
        foreach (var fault in (part.Where ?? []).SelectMany(c => ConditionFaults(part, c, kind)))
            yield return fault;
    }

    private static IEnumerable<string> ConditionFaults(Part part, Condition condition, FactKind kind)
    {
        var words = new[] { condition.In, condition.Begins, condition.Contains }.Count(w => w is not null);
        var range = condition.Least is not null || condition.Most is not null;
        if (words + (range ? 1 : 0) != 1)
            yield return $"分项 {part.Code} 对 {condition.Field} 的条件应恰好写一种（in、begins、contains 或 least/most）";
        if (OfInstitution.Contains(condition.Field))
            yield break;
        if (kind.Find(condition.Field) is not var (field, _))
            yield return $"分项 {part.Code} 的条件用到 {condition.Field}，{kind.Name} 没有这个字段";
        else if (field.IsNumber != range)
            yield return $"分项 {part.Code} 对 {condition.Field} 的条件与字段类型不符";
        else if (field.Choices is { } choices && condition.In?.FirstOrDefault(w => !choices.ContainsKey(w)) is { } unknown)
            yield return $"分项 {part.Code} 的 {condition.Field} 没有 {unknown} 这个值，可用的有：{string.Join('、', choices.Keys)}";
    }

    private static IEnumerable<string> FaultsOf(Indicator indicator, Dictionary<string, Part> parts, HashSet<string> indicators)
    {
        var (code, formula) = (indicator.Code, indicator.Formula);
        if (indicator.Origins.Count == 0 || string.IsNullOrWhiteSpace(indicator.Definition))
            yield return $"指标 {code} 缺口径或来源，没有口径的数字不能上板";
        if (indicator.Places.Count == 0 || indicator.Periods.Count == 0)
            yield return $"指标 {code} 没有写统计范围或期间";
        if (indicator.Scale <= 0 || indicator.Digits is < 0 or > 6)
            yield return $"指标 {code} 的倍数或小数位不对";
        var needs = formula switch
        {
            Formula.Ratio or Formula.LifeTable => new[] { indicator.Numerator, indicator.Denominator },
            Formula.Value => [indicator.Numerator],
            _ => [],
        };
        if (needs.Any(n => n is null) || (formula is Formula.Value or Formula.Growth && indicator.Denominator is not null))
            yield return $"指标 {code} 的分子分母与算法“{formula}”不符";
        foreach (var missing in needs.OfType<string>().Where(n => !parts.ContainsKey(n)))
            yield return $"指标 {code} 用到的分项 {missing} 没有写，请补上或改名";
        if (formula == Formula.Growth && (indicator.Numerator is null || !indicators.Contains(indicator.Numerator)))
            yield return $"指标 {code} 说的是增长，分子应是另一个指标的编码";
        if (formula == Formula.LifeTable && needs.OfType<string>().Any(n => parts.TryGetValue(n, out var p) && p.By is null))
            yield return $"指标 {code} 用寿命表法，两个分项都要按年龄组分开（by）";
        if (formula == Formula.Checklist != (indicator.Evidence is { Count: > 0 }))
            yield return $"指标 {code}：证据清单要列证据，其他算法不列";
        if (
            indicator.Periods.Contains(PeriodGrain.Day)
            && needs.OfType<string>().Any(n => parts.TryGetValue(n, out var p) && (p.Take == Taking.People || p.WholeYear))
        )
            yield return $"指标 {code} 数人数或用年度数，不能按日";
    }

    private static bool Circles(string start, Func<string, IEnumerable<string>> next)
    {
        var (seen, open) = (new HashSet<string>(), new Queue<string>(next(start)));
        while (open.TryDequeue(out var one))
            if (one == start)
                return true;
            else if (seen.Add(one))
                foreach (var further in next(one))
                    open.Enqueue(further);
        return false;
    }
}
