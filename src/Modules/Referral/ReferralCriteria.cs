using Yihe.Residents.Visits;

namespace Yihe.Referral;

/// <summary>
/// A referral criterion (转诊指征) as a row of the blueprint: every condition given must hold; one with none is for the doctor to judge.
/// </summary>
/// <param name="DiagnosisPrefixes">ICD-10 codes beginning so</param>
/// <param name="Source">clause or standard it comes from</param>
public sealed record Criterion(
    string Code,
    ReferralDirection Direction,
    string Text,
    string Source,
    IReadOnlyList<string>? DiagnosisPrefixes = null,
    int? MinSystolic = null,
    int? MinDiastolic = null,
    decimal? MinGlucose = null,
    decimal? MinTemperature = null
)
{
    internal bool IsJudged =>
        DiagnosisPrefixes is null && MinSystolic is null && MinDiastolic is null && MinGlucose is null && MinTemperature is null;
}

/// <summary>Whether a referral is called for, and by which criteria.</summary>
internal sealed record Judgement(IReadOnlyList<Criterion> Met)
{
    internal bool Called => Met.Count > 0;
}

/// <summary>Holds the criteria of the place against what the visit found and what the doctor judged. XX-24.</summary>
internal static class ReferralCriteria
{
    /// <param name="judged">codes the doctor ticked; only criteria without conditions can be judged</param>
    internal static Judgement Judge(
        IReadOnlyList<Criterion> criteria,
        ReferralDirection direction,
        VisitFacts? facts,
        IReadOnlyList<string> judged
    ) =>
        new([
            .. criteria.Where(c =>
                c.Direction == direction && (c.IsJudged ? judged.Contains(c.Code) : facts is not null && Holds(c, facts))
            ),
        ]);

    private static bool Holds(Criterion c, VisitFacts facts) =>
        (c.DiagnosisPrefixes is null || c.DiagnosisPrefixes.Any(p => facts.DiagnosisCode.StartsWith(p, StringComparison.Ordinal)))
        && AtLeast(facts.Systolic, c.MinSystolic)
        && AtLeast(facts.Diastolic, c.MinDiastolic)
        && AtLeast(facts.Glucose, c.MinGlucose)
        && AtLeast(facts.Temperature, c.MinTemperature);

    private static bool AtLeast(decimal? measured, decimal? least) => least is null || measured >= least;
}
