using Yihe.Kernel.Blueprints;

namespace Yihe.Referral;

/// <summary>Section <c>referral</c>: offices, criteria, limits, reasons and texts of the place.</summary>
/// <param name="Offices">codes of the institutions whose referral office triages what comes in</param>
/// <param name="AfterlookHours">how long the parties may still look after the end</param>
/// <param name="SlipDays">how many days a slip is good for</param>
/// <param name="Messages">move → text to the resident; {person} {institution} {department} {number} are filled in</param>
public sealed record ReferralSection(
    IReadOnlyList<string> Offices,
    IReadOnlyList<Criterion> Criteria,
    ReferralLimits Limits,
    ReferralReasons Reasons,
    IReadOnlyDictionary<string, string> Messages,
    string Consent,
    string SlipNote,
    int SlipDays,
    double AfterlookHours,
    string Source
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<ReferralSection>("referral", Check);

    private static IEnumerable<BlueprintFault> Check(ReferralSection section, Blueprint whole)
    {
        var codes = whole.Of<OrganizationSection>().Institutions.Select(i => i.Code).ToHashSet();
        foreach (var office in section.Offices.Where(o => !codes.Contains(o)))
            yield return new("$.referral.offices", office, "已列出的机构代码", "请改正双向转诊服务科所在机构");
        foreach (var twice in section.Criteria.GroupBy(c => c.Code).Where(g => g.Count() > 1))
            yield return new("$.referral.criteria", $"{twice.Key} 出现 {twice.Count()} 次", "每个指征代码只出现一次", "请改掉重复的代码");
        foreach (var priority in Enum.GetValues<ReferralPriority>().Where(p => !section.Limits.Answer.ContainsKey(p)))
            yield return new(
                $"$.referral.limits.answer.{Shape.JsonName(priority.ToString())}",
                "（没有写）",
                "受理时限",
                "请为每个优先级写明受理时限"
            );
        foreach (
            var name in section.Messages.Keys.Where(m =>
                m != Shape.JsonName(ReferralMoved.Requested) && !Enum.TryParse<ReferralMove>(m, ignoreCase: true, out _)
            )
        )
            yield return new($"$.referral.messages.{name}", name, "流程的一步，如 accept", "请改正或删去");
        if (section.SlipDays is < 1 or > 90)
            yield return new("$.referral.slipDays", $"{section.SlipDays}", "1 至 90 天", "请改正转诊单有效期");
    }
}

/// <summary>How long each step may take.</summary>
public sealed record ReferralLimits(
    IReadOnlyDictionary<ReferralPriority, TimeLimit> Answer,
    TimeLimit Arrival,
    TimeLimit Feedback,
    TimeLimit Revise,
    TimeLimit TakeOver,
    TimeLimit FollowUp,
    TimeLimit Advice
);

/// <summary>The reasons to choose from, code → words.</summary>
public sealed record ReferralReasons(
    IReadOnlyDictionary<string, string> Return,
    IReadOnlyDictionary<string, string> Redirect,
    IReadOnlyDictionary<string, string> GiveUp,
    IReadOnlyDictionary<string, string> Cancel
);
