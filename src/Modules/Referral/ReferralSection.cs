namespace Yihe.Referral;

/// <summary>Section <c>referral</c>: offices, criteria, limits, reasons and texts of the place.</summary>
/// <param name="Offices">codes of the institutions whose referral office triages what comes in</param>
/// <param name="AfterlookHours">how long the parties may still look after the end</param>
/// <param name="Consents">who may have consented, to choose from</param>
/// <param name="SlipDays">how many days a slip is good for</param>
/// <param name="Routes">which patients go to which of several leads, by specialty</param>
/// <param name="Messages">move → text to the resident; {person} {institution} {department} {number} are filled in</param>
[Display(Name = "双向转诊")]
public sealed record ReferralSection(
    [property: Display(Name = "双向转诊服务科所在机构")] IReadOnlyList<string> Offices,
    [property: Display(Name = "转诊指征")] IReadOnlyList<Criterion> Criteria,
    [property: Display(Name = "时限")] ReferralLimits Limits,
    [property: Display(Name = "理由")] ReferralReasons Reasons,
    [property: Display(Name = "短信")] IReadOnlyDictionary<string, string> Messages,
    [property: Display(Name = "知情同意文字")] string Consent,
    [property: Display(Name = "谁可以同意")] IReadOnlyList<string> Consents,
    [property: Display(Name = "转诊单附注")] string SlipNote,
    [property: Display(Name = "转诊单有效天数")] int SlipDays,
    [property: Display(Name = "办结后仍可查看小时数")] double AfterlookHours,
    string Source,
    [property: Display(Name = "专科去向")] IReadOnlyList<SpecialtyRoute>? Routes = null
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<ReferralSection>("referral", Check);

    internal IReadOnlyList<Criterion> CriteriaOf(Referral referral) => [.. Criteria.Where(c => referral.Basis.Criteria.Contains(c.Code))];

    private static IEnumerable<BlueprintFault> Check(ReferralSection section, Blueprint whole)
    {
        var institutions = whole.Of<OrganizationSection>().Institutions;
        var codes = institutions.Select(i => i.Code).ToHashSet();
        var led = institutions.SelectMany(i => i.Memberships ?? []).SelectMany(m => m.Specialties ?? []).ToHashSet();
        foreach (var route in (section.Routes ?? []).Where(r => !led.Contains(r.Specialty)))
            yield return new("$.referral.routes", route.Specialty, "某家牵头单位的专科", "请在成员关系中写明由谁牵头，或删去");
        foreach (var office in section.Offices.Where(o => !codes.Contains(o)))
            yield return new("$.referral.offices", office, "已列出的机构代码", "请改正双向转诊服务科所在机构");
        foreach (var twice in section.Criteria.GroupBy(c => c.Code).Where(g => g.Count() > 1))
            yield return new("$.referral.criteria", $"{twice.Key} 出现 {twice.Count()} 次", "每个指征代码只出现一次", "请改掉重复的代码");
        foreach (var priority in Enum.GetValues<ReferralPriority>().Where(p => !section.Limits.Answer.ContainsKey(p)))
            yield return new($"$.referral.limits.answer.{Named(priority)}", "（没有写）", "受理时限", "请为每个优先级写明受理时限");
        var moves = Enum.GetValues<ReferralMove>().Select(m => Named(m)).Append(Shape.JsonName(ReferralMoved.Requested)).ToHashSet();
        foreach (var name in section.Messages.Keys.Where(m => !moves.Contains(m)))
            yield return new($"$.referral.messages.{name}", name, "流程的一步，如 accept", "请改正或删去");
        if (section.SlipDays is < 1 or > 90)
            yield return new("$.referral.slipDays", $"{section.SlipDays}", "1 至 90 天", "请改正转诊单有效期");
    }

    private static string Named(Enum value) => Shape.JsonName(value.ToString());
}

/// <summary>How long each step may take.</summary>
public sealed record ReferralLimits(
    [property: Display(Name = "受理")] IReadOnlyDictionary<ReferralPriority, TimeLimit> Answer,
    [property: Display(Name = "到院")] TimeLimit Arrival,
    [property: Display(Name = "结果反馈")] TimeLimit Feedback,
    [property: Display(Name = "补充资料")] TimeLimit Revise,
    [property: Display(Name = "接续")] TimeLimit TakeOver,
    [property: Display(Name = "随访")] TimeLimit FollowUp,
    [property: Display(Name = "答复咨询")] TimeLimit Advice
);

/// <summary>The reasons to choose from, code → words.</summary>
public sealed record ReferralReasons(
    [property: Display(Name = "退回")] IReadOnlyDictionary<string, string> Return,
    [property: Display(Name = "改派")] IReadOnlyDictionary<string, string> Redirect,
    [property: Display(Name = "未到院")] IReadOnlyDictionary<string, string> GiveUp,
    [property: Display(Name = "撤销")] IReadOnlyDictionary<string, string> Cancel
)
{
    internal IReadOnlyDictionary<string, string> For(ReferralMove move) =>
        move switch
        {
            ReferralMove.Return => Return,
            ReferralMove.Redirect => Redirect,
            ReferralMove.GiveUp => GiveUp,
            _ => Cancel,
        };
}
