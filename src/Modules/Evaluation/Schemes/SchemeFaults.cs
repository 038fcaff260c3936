namespace Yihe.Evaluation.Schemes;

/// <summary>What may be wrong in a scheme although its shape is right: sums, references, curves and bands that are not whole.</summary>
internal static class SchemeFaults
{
    private const decimal Whole = 100;

    internal static IEnumerable<BlueprintFault> Of(EvaluationSection section, Blueprint plan)
    {
        var offices = plan.Of<OrganizationSection>().Institutions.Select(i => i.Code).ToHashSet();
        foreach (var (i, scheme) in section.Schemes.Index())
        {
            var path = $"$.evaluation.schemes[{i}]";
            if (section.Schemes.Take(i).Any(s => s.Code == scheme.Code))
                yield return new($"{path}.code", scheme.Code, "各不相同的编码", "请改名");
            foreach (var unknown in scheme.Offices.Except(offices))
                yield return new($"{path}.offices", unknown, "organization.institutions 中的编码", "请改正，或先列出这个单位");
            if (scheme.Offices.Count == 0)
                yield return new($"{path}.offices", "（空）", "至少一个评价单位", "请写明由谁评价");
            if (scheme.Every is not (PeriodGrain.Quarter or PeriodGrain.Year))
                yield return new($"{path}.every", $"{scheme.Every}", "quarter 或 year", "请改正评价周期");
            if (scheme.Evaluates == PlaceGrain.Region)
                yield return new($"{path}.evaluates", "region", "institution、zone 或 consortium", "请改正评价对象");
            foreach (var fault in OfContents(scheme, path).Concat(OfLinkages(scheme, path)))
                yield return fault;
        }
    }

    private static IEnumerable<BlueprintFault> OfContents(Scheme scheme, string path)
    {
        if (scheme.Items.Sum(i => i.Weight) is var sum && sum != Whole)
            yield return new($"{path}.contents", $"权重合计 {sum:0.##}", "合计 100", "请调整各评分项的权重");
        foreach (var twice in scheme.Items.GroupBy(i => i.Code).Where(g => g.Count() > 1))
            yield return new($"{path}.contents", twice.Key, "各不相同的评分项编码", "请改名");
        foreach (var (c, content) in scheme.Contents.Index())
        foreach (var (i, item) in content.Items.Index())
        foreach (var fault in OfItem(item, $"{path}.contents[{c}].items[{i}]"))
            yield return fault;
    }

    private static IEnumerable<BlueprintFault> OfItem(Item item, string path)
    {
        if (item.Weight is <= 0 or > Whole)
            yield return new($"{path}.weight", $"{item.Weight:0.##}", "大于 0、不超过 100 的数", "请改正权重");
        var counted = item is { Indicator: not null, Curve: not null, Name: null, Evidence: null };
        var shown = item is { Indicator: null, Curve: null, Name: not null, Evidence.Count: > 0 };
        if (!counted && !shown)
            yield return new(path, item.Code, "indicator 与 curve，或 name 与 evidence", "请二选一写全");
        if (item.Curve is { } curve && !IsWhole(curve))
            yield return new($"{path}.curve", $"{curve.Kind}", Wants(curve.Kind), "请补全评分办法的数值");
    }

    internal static bool IsWhole(Curve curve) =>
        curve.Kind switch
        {
            CurveKind.Reach => curve.Full is not null,
            CurveKind.Proportion => curve.Full is { } full && curve.None is { } none && full != none,
            CurveKind.Rank => curve.Share is >= 0 and <= 1,
            _ => curve is { Full: not (null or 0), Share: >= 0 and <= 1 },
        };

    internal static string Wants(CurveKind kind) =>
        kind switch
        {
            CurveKind.Reach => "full（满分值）",
            CurveKind.Proportion => "full（满分值）与不同的 none（零分值）",
            CurveKind.Rank => "share（末位所得比例，0 至 1）",
            _ => "full（得满分的变化，不为 0）与 share（持平所得比例，0 至 1）",
        };

    private static IEnumerable<BlueprintFault> OfLinkages(Scheme scheme, string path)
    {
        foreach (var (i, linkage) in scheme.Linkages.Index())
            if (linkage.Bands.All(b => b.Least != 0) || linkage.Bands.DistinctBy(b => b.Least).Count() < linkage.Bands.Count)
                yield return new($"{path}.linkages[{i}].bands", linkage.Name, "起点分各不相同，最低一档从 0 起", "请补上或合并分档");
    }
}
