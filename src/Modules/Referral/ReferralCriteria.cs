namespace Yihe.Referral;

/// <summary>
/// A referral criterion (转诊指征) as a row of the blueprint: every condition given must hold; one with none is for the doctor to judge.
/// </summary>
/// <param name="DiagnosisPrefixes">ICD-10 codes beginning so</param>
/// <param name="Source">clause or standard it comes from</param>
/// <param name="Scope">only for what stays in the group, or only for what leaves it; null for both. GZ-46.</param>
public sealed record Criterion(
    [property: Display(Name = "代码")] string Code,
    [property: Display(Name = "方向")] ReferralDirection Direction,
    [property: Display(Name = "内容")] string Text,
    string Source,
    [property: Display(Name = "诊断编码开头")] IReadOnlyList<string>? DiagnosisPrefixes = null,
    [property: Display(Name = "收缩压下限")] int? MinSystolic = null,
    [property: Display(Name = "舒张压下限")] int? MinDiastolic = null,
    [property: Display(Name = "血糖下限")] decimal? MinGlucose = null,
    [property: Display(Name = "体温下限")] decimal? MinTemperature = null,
    [property: Display(Name = "适用范围")] CriterionScope? Scope = null
)
{
    internal bool CoversGoing(Bond? bond) => bond is null || Scope is null || Scope == CriterionScope.Outside == (bond == Bond.Outside);

    internal bool IsJudged =>
        DiagnosisPrefixes is null && MinSystolic is null && MinDiastolic is null && MinGlucose is null && MinTemperature is null;
}

public enum CriterionScope
{
    Inside,
    Outside,
}

/// <summary>Holds the criteria of the place against what the visit found and what the doctor judged. XX-24.</summary>
internal static class ReferralCriteria
{
    /// <param name="bond">how the two sides are bound; null while it is not yet known where to</param>
    /// <param name="judged">codes the doctor ticked; only criteria without conditions can be judged</param>
    internal static IReadOnlyList<Criterion> Met(
        IReadOnlyList<Criterion> criteria,
        ReferralDirection direction,
        VisitFacts? facts,
        IReadOnlyList<string> judged,
        Bond? bond = null
    ) =>
        [
            .. criteria
                .Where(c => c.Direction == direction && c.CoversGoing(bond))
                .Where(c => c.IsJudged ? judged.Contains(c.Code) : facts is not null && Holds(c, facts)),
        ];

    private static bool Holds(Criterion c, VisitFacts facts) =>
        (c.DiagnosisPrefixes is null || c.DiagnosisPrefixes.Any(p => facts.DiagnosisCode.StartsWith(p, StringComparison.Ordinal)))
        && AtLeast(facts.Systolic, c.MinSystolic)
        && AtLeast(facts.Diastolic, c.MinDiastolic)
        && AtLeast(facts.Glucose, c.MinGlucose)
        && AtLeast(facts.Temperature, c.MinTemperature);

    private static bool AtLeast(decimal? measured, decimal? least) => least is null || measured >= least;
}
