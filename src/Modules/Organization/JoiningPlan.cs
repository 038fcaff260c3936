namespace Yihe.Organization;

/// <summary>How an institution comes in by choice (加入): the steps of its way, in order. KS-24, QJ-04, GZ-07.</summary>
/// <param name="Words">the way in one sentence, shown to who asks</param>
/// <param name="Natures">who may ask to come in; empty where the government founds the consortium and nobody chooses (XX-08)</param>
/// <param name="Steps">all approvals of a step are asked for at once; the next step begins when all are given; after the last one the agreement is signed</param>
public sealed record JoiningPlan(
    [property: Display(Name = "说明")] string Words,
    [property: Display(Name = "可以申请的机构性质")] IReadOnlyList<Nature> Natures,
    [property: Display(Name = "步骤")] IReadOnlyList<JoiningStep> Steps,
    string Source
)
{
    internal static IEnumerable<BlueprintFault> Faults(OrganizationSection section)
    {
        var codes = section.Institutions.Select(i => i.Code).ToHashSet();
        foreach (var (step, i) in (section.Joining?.Steps ?? []).Select((s, i) => (s, i)))
        {
            var path = $"$.organization.joining.steps[{i}].approvals";
            if (step.Approvals.Count == 0)
                yield return new(path, "（没有写）", "至少一个批准方", "请补上批准方，或删去这一步");
            foreach (var approval in step.Approvals.Where(a => a.Institution is { } at && !codes.Contains(at)))
                yield return new(path, approval.Institution!, "已列出的机构代码", "请改正批准机构");
        }
        if (section.Joining is { } plan && plan.Natures.Count == 0 != (plan.Steps.Count == 0))
            yield return new(
                "$.organization.joining.steps",
                $"{plan.Steps.Count} 步",
                "可以申请时有步骤，不能申请时没有",
                "请改正步骤或 natures"
            );
        foreach (var left in section.Institutions.Where(i => !i.Joined && section.Joining?.Natures.Contains(i.Nature) != true))
            yield return new(
                "$.organization.institutions",
                $"{left.Name}尚未加入",
                "joining.natures 中的性质",
                "请补上加入的步骤，或删去 joined"
            );
        if (section.Agreements is { WarnDays: <= 0 } rules)
            yield return new("$.organization.agreements.warnDays", $"{rules.WarnDays}", "大于 0 的天数", "请改正提前提醒的天数");
    }
}

/// <param name="Words">"属地与指导中心批准"</param>
public sealed record JoiningStep(
    [property: Display(Name = "说明")] string Words,
    [property: Display(Name = "批准")] IReadOnlyList<JoiningApproval> Approvals,
    string Source
);

/// <param name="Words">"属地党委政府批准"</param>
/// <param name="Institution">whose director approves; null: the lead hospital with which the intention was reached</param>
public sealed record JoiningApproval(
    [property: Display(Name = "说明")] string Words,
    [property: Display(Name = "机构")] string? Institution = null
);

/// <summary>How long before its end an agreement is put before those who may renew it.</summary>
public sealed record AgreementRules([property: Display(Name = "到期前提醒天数")] int WarnDays, string Source);

/// <summary>A specialty network (专科网络) across zones; its ties are memberships of its own code. KS-30.</summary>
public sealed record NetworkPlan(string Code, string Name, string Source);

/// <summary>What joining leaves as it is (不变清单); no use case changes it. KS-28, XX-12, QJ-05, WJ-49, GZ-71.</summary>
public sealed record LockedAttribute([property: Display(Name = "事项")] Standing What, string Source);

public enum Nature
{
    [Display(Name = "公立")]
    Public,

    [Display(Name = "社会办")]
    Private,
}

/// <summary>What an institution is by law and by its founder.</summary>
public enum Standing
{
    [Display(Name = "法人资格")]
    LegalPerson,

    [Display(Name = "机构性质")]
    Nature,

    [Display(Name = "职工身份与编制")]
    StaffIdentity,

    [Display(Name = "财政投入渠道")]
    Funding,

    [Display(Name = "功能定位与职责任务")]
    Duties,

    [Display(Name = "机构设置与行政建制")]
    Establishment,

    [Display(Name = "产权归属")]
    Ownership,
}
