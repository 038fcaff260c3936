namespace Yihe.Evaluation.Schemes;

/// <summary>Section <c>evaluation</c>: who evaluates whom by what, and what hangs on it.</summary>
[Display(Name = "绩效评价")]
public sealed record EvaluationSection([property: Display(Name = "评价方案")] IReadOnlyList<Scheme> Schemes, string Source)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<EvaluationSection>("evaluation", SchemeFaults.Of);

    internal Scheme? Find(string code) => Schemes.FirstOrDefault(s => s.Code == code);
}

/// <summary>What becomes of an indicator that nobody states.</summary>
public enum Missing
{
    /// <summary>It takes no part; what is left counts for the whole.</summary>
    [Display(Name = "不参与评分，其余折算")]
    Leave,

    [Display(Name = "计 0 分")]
    Zero,
}

/// <summary>A scheme of evaluation (评价方案): one level at which some are evaluated, its contents, deadlines and linkages.</summary>
/// <param name="Evaluates">institutions, zones or whole consortia</param>
/// <param name="Kinds">of institutions: only these kinds; empty for zones and consortia</param>
/// <param name="Every">over which span, a quarter or a year</param>
/// <param name="Offices">codes of the institutions that evaluate</param>
/// <param name="ByZone">each of them evaluates the members of its own zone</param>
/// <param name="Clauses">the clauses it serves</param>
public sealed record Scheme(
    [property: Display(Name = "编码")] string Code,
    [property: Display(Name = "名称")] string Name,
    [property: Display(Name = "评价对象")] PlaceGrain Evaluates,
    [property: Display(Name = "机构类别")] IReadOnlyList<InstitutionKind> Kinds,
    [property: Display(Name = "周期")] PeriodGrain Every,
    [property: Display(Name = "评价单位")] IReadOnlyList<string> Offices,
    [property: Display(Name = "无数据来源时")] Missing Missing,
    [property: Display(Name = "时限")] Deadlines Limits,
    [property: Display(Name = "评价内容")] IReadOnlyList<Content> Contents,
    [property: Display(Name = "结果挂钩")] IReadOnlyList<Linkage> Linkages,
    [property: Display(Name = "条款")] IReadOnlyList<string> Clauses,
    string Source,
    [property: Display(Name = "各片区自评")] bool ByZone = false
)
{
    internal IEnumerable<Item> Items => Contents.SelectMany(c => c.Items);

    internal bool IsRunBy(InstitutionCard? own) => own is not null && Offices.Contains(own.Code) && !(ByZone && own.Zone is null);
}

/// <summary>How long each step may take.</summary>
public sealed record Deadlines(
    [property: Display(Name = "自查")] TimeLimit SelfCheck,
    [property: Display(Name = "复核")] TimeLimit Review,
    [property: Display(Name = "公示")] TimeLimit Notice,
    [property: Display(Name = "申诉答复")] TimeLimit Appeal,
    string Source
);

/// <summary>A content or dimension (评价内容、维度) of a scheme.</summary>
public sealed record Content(
    [property: Display(Name = "编码")] string Code,
    [property: Display(Name = "名称")] string Name,
    [property: Display(Name = "评分项")] IReadOnlyList<Item> Items,
    string Source
);

/// <summary>What is scored (评分项): an indicator by a curve, or a checklist of evidence by how much of it was confirmed.</summary>
/// <param name="Weight">full points; those of a scheme add up to 100</param>
/// <param name="Indicator">code of <c>knowledge/indicators</c>; null for evidence</param>
public sealed record Item(
    [property: Display(Name = "编码")] string Code,
    [property: Display(Name = "权重")] decimal Weight,
    string Source,
    [property: Display(Name = "指标")] string? Indicator = null,
    [property: Display(Name = "评分办法")] Curve? Curve = null,
    [property: Display(Name = "名称")] string? Name = null,
    [property: Display(Name = "佐证清单")] IReadOnlyList<string>? Evidence = null
);

/// <summary>How a value becomes a share of the points.</summary>
public enum CurveKind
{
    /// <summary>All or nothing.</summary>
    [Display(Name = "达标")]
    Reach,

    /// <summary>In a straight line between nothing and all.</summary>
    [Display(Name = "比例")]
    Proportion,

    /// <summary>By the place among those evaluated together.</summary>
    [Display(Name = "排名")]
    Rank,

    /// <summary>By the change since the same span of last year.</summary>
    [Display(Name = "进步")]
    Improvement,
}

/// <summary>A scoring curve (评分曲线).</summary>
/// <param name="Full">reach: the value to reach; proportion: the value of full points; improvement: the change of full points, in the indicator's unit, below 0 where less is better</param>
/// <param name="None">proportion: the value of no points</param>
/// <param name="Share">0 to 1; rank: what the last gets; improvement: what no change gets</param>
/// <param name="Lower">reach and rank: less is better</param>
public sealed record Curve(
    [property: Display(Name = "办法")] CurveKind Kind,
    [property: Display(Name = "满分值")] decimal? Full = null,
    [property: Display(Name = "零分值")] decimal? None = null,
    [property: Display(Name = "保底比例")] decimal? Share = null,
    [property: Display(Name = "以低为好")] bool Lower = false
);

/// <summary>What hangs on the result (挂钩): each band of scores and what it brings. It says what follows; it posts no money.</summary>
public sealed record Linkage(
    [property: Display(Name = "编码")] string Code,
    [property: Display(Name = "名称")] string Name,
    [property: Display(Name = "分档")] IReadOnlyList<Band> Bands,
    string Source
)
{
    /// <summary>The band a score falls into.</summary>
    internal Band Of(decimal score) => Bands.OrderByDescending(b => b.Least).First(b => b.Least <= score);
}

/// <summary>A band of scores, and what it brings.</summary>
/// <param name="Least">from this score on, 0 to 100</param>
/// <param name="Percent">of the amount that hangs on it; null where no amount does</param>
public sealed record Band(
    [property: Display(Name = "起点分")] decimal Least,
    [property: Display(Name = "结果")] string Words,
    [property: Display(Name = "比例（%）")] decimal? Percent = null
);
