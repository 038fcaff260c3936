using System.ComponentModel.DataAnnotations;
using Yihe.Basis.Blueprints;

namespace Yihe.Sharing;

/// <summary>Section <c>access</c>: how slots and beds are shared in this place, and the clinics and wards it begins with.</summary>
/// <param name="KeptFor">kinds of institutions whose staff, and patients referred by them, the shares are kept for</param>
/// <param name="AfterlookHours">how long those who cared may still look after an appointment or a stay has ended</param>
/// <param name="Messages">step → text to the resident; {person} {institution} {department} {time} {number} are filled in</param>
[Display(Name = "号源与床位")]
public sealed record AccessSection(
    [property: Display(Name = "预留给哪类机构")] IReadOnlyList<InstitutionKind> KeptFor,
    [property: Display(Name = "号源")] SlotRules Slots,
    [property: Founding] IReadOnlyList<ClinicPlan> Clinics,
    [property: Display(Name = "床位")] BedRules Beds,
    [property: Founding] IReadOnlyList<WardPlan> Wards,
    [property: Display(Name = "取消理由")] IReadOnlyDictionary<string, string> CancelReasons,
    [property: Display(Name = "短信")] IReadOnlyDictionary<string, string> Messages,
    [property: Display(Name = "结束后仍可查看小时数")] double AfterlookHours,
    string Source
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<AccessSection>("access", Check);

    private static IEnumerable<BlueprintFault> Check(AccessSection section, Blueprint whole)
    {
        var institutions = whole.Of<OrganizationSection>().Institutions.DistinctBy(i => i.Code).ToDictionary(i => i.Code);
        foreach (var (clinic, i) in section.Clinics.Select((c, i) => (c, i)))
        {
            var path = $"$.access.clinics[{i}]";
            if (!institutions.TryGetValue(clinic.Institution, out var at))
                yield return new($"{path}.institution", clinic.Institution, "已列出的机构代码", "请补上该机构或改正代码");
            else if (!(at.Departments ?? []).Contains(clinic.Department))
                yield return new($"{path}.department", clinic.Department, $"{at.ShortName}的科室", "请改正科室，或在机构中补上");
            if (clinic.Capacity is < 1 or > 200)
                yield return new($"{path}.capacity", $"{clinic.Capacity}", "1 至 200", "请改正每场号数");
            if (clinic.Minutes is < 1 or > 240)
                yield return new($"{path}.minutes", $"{clinic.Minutes}", "1 至 240 分钟", "请改正每号时长");
        }
        foreach (var twice in section.Clinics.GroupBy(c => c.Code).Where(g => g.Count() > 1))
            yield return new("$.access.clinics", $"{twice.Key} 出现 {twice.Count()} 次", "每个门诊代码只出现一次", "请改掉重复的代码");
        foreach (var fault in WardPlan.Check(section.Wards, institutions))
            yield return fault;
        if (section.Slots.PublicDays > section.Slots.EarlyDays)
            yield return new(
                "$.access.slots.publicDays",
                $"{section.Slots.PublicDays}",
                $"不大于 earlyDays（{section.Slots.EarlyDays}）",
                "家庭医生的开放不能晚于公众"
            );
    }
}

/// <summary>How the times of a session are shared.</summary>
/// <param name="Share">of every session, kept until release</param>
/// <param name="EarlyDays">so many days before the session those it is kept for may book</param>
/// <param name="PublicDays">so many days before, anyone may</param>
/// <param name="OpensAt">the hour at which both windows open</param>
/// <param name="ReleaseHours">so many hours before the session begins nothing is kept any more</param>
/// <param name="SignedEarly">a signed resident who books by phone has the early window and the kept share too</param>
/// <param name="HoldHours">a slot wished with a referral is held so long</param>
/// <param name="OfferHours">a slot offered from the waiting list is held so long</param>
/// <param name="MissesBeforePause">missed appointments within <paramref name="MissDays"/> after which the public desk no longer books ahead</param>
public sealed record SlotRules(
    [property: Display(Name = "预留比例")] Fraction Share,
    [property: Display(Name = "家庭医生提前开放天数")] int EarlyDays,
    [property: Display(Name = "公众开放天数")] int PublicDays,
    [property: Display(Name = "开放时刻")] TimeOnly OpensAt,
    [property: Display(Name = "预留释放（开诊前小时）")] double ReleaseHours,
    [property: Display(Name = "随转诊预占小时数")] double HoldHours,
    [property: Display(Name = "候补保留小时数")] double OfferHours,
    [property: Display(Name = "暂停预约的爽约次数")] int MissesBeforePause,
    [property: Display(Name = "爽约统计天数")] int MissDays,
    [property: Display(Name = "签约居民自行预约享提前开放")] bool SignedEarly,
    string Source
)
{
    /// <summary>When the public may begin to book a session, and when nothing of it is kept any more.</summary>
    public (DateTimeOffset Opens, DateTimeOffset? Release) TimesOf(DateTimeOffset startsAt) =>
        (startsAt.Day().AddDays(-PublicDays).Start() + OpensAt.ToTimeSpan(), startsAt.AddHours(-ReleaseHours));
}

public enum ClinicKind
{
    [Display(Name = "普通门诊")]
    General,

    [Display(Name = "专家门诊")]
    Expert,

    [Display(Name = "全科专科联合门诊")]
    Joint,
}

/// <summary>Who sells the capacity: all of it Yihe, or only the part the hospital's own system hands over.</summary>
public enum Selling
{
    [Display(Name = "本平台")]
    Here,

    [Display(Name = "院内系统分配")]
    Allotted,
}

/// <param name="Week">the half-days it is held on</param>
/// <param name="With">for a joint clinic: who sees the patient together with the doctor</param>
public sealed record ClinicPlan(
    string Code,
    string Institution,
    string Department,
    string Title,
    string Doctor,
    ClinicKind Kind,
    int Minutes,
    int Capacity,
    IReadOnlyList<HalfDay> Week,
    string Source,
    string? With = null,
    string? Room = null,
    Selling Selling = Selling.Here
);

/// <summary>A weekday and the time it begins.</summary>
public sealed record HalfDay(DayOfWeek Day, TimeOnly From);
