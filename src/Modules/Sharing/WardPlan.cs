using System.ComponentModel.DataAnnotations;
using Yihe.Basis.Blueprints;

namespace Yihe.Sharing;

/// <summary>How the beds of wards are shared.</summary>
/// <param name="Share">of every ward's open beds, kept for those the shares are kept for; never released. GZ-51.</param>
/// <param name="HoldHours">a bed is held so long</param>
/// <param name="OfferHours">a bed offered from the waiting list is held so long</param>
/// <param name="DayHours">so many hours after a day case came it has to have left. QJ-16.</param>
public sealed record BedRules(
    [property: Display(Name = "预留比例")] Fraction Share,
    [property: Display(Name = "预占小时数")] double HoldHours,
    [property: Display(Name = "候补保留小时数")] double OfferHours,
    [property: Display(Name = "日间病例出院时限（小时）")] double DayHours,
    string Source
);

public enum WardKind
{
    [Display(Name = "病区")]
    Inpatient,

    [Display(Name = "日间病区")]
    Day,

    /// <summary>The beds stand at the patients' homes; there are as many as the team can carry.</summary>
    [Display(Name = "家庭病床")]
    Home,
}

/// <summary>Whom a bed may take.</summary>
public enum BedSex
{
    [Display(Name = "男女不限")]
    Any,

    [Display(Name = "限男")]
    Male,

    [Display(Name = "限女")]
    Female,
}

/// <param name="Institution">where the beds stand</param>
/// <param name="Rooms">the beds are numbered through the rooms from 1; for home beds one line with their count</param>
/// <param name="With">the institutions that run a joint ward (联合病房) with it. GZ-53.</param>
/// <param name="Share">where this ward keeps another part than the rest</param>
/// <param name="Selling">whether its beds are the platform's, or a quota that the hospital's own system hands over</param>
public sealed record WardPlan(
    string Code,
    string Institution,
    string Department,
    string Name,
    WardKind Kind,
    IReadOnlyList<RoomPlan> Rooms,
    string Source,
    IReadOnlyList<string>? With = null,
    Fraction? Share = null,
    Selling Selling = Selling.Here
)
{
    public const int MostBeds = 200;

    internal int Beds => Rooms.Sum(r => r.Beds);

    internal static IEnumerable<BlueprintFault> Check(IReadOnlyList<WardPlan> wards, Dictionary<string, InstitutionPlan> institutions)
    {
        foreach (var (ward, i) in wards.Select((w, i) => (w, i)))
        {
            var path = $"$.access.wards[{i}]";
            if (!institutions.TryGetValue(ward.Institution, out var at))
                yield return new($"{path}.institution", ward.Institution, "已列出的机构代码", "请补上该机构或改正代码");
            else if (!(at.Departments ?? []).Contains(ward.Department))
                yield return new($"{path}.department", ward.Department, $"{at.ShortName}的科室", "请改正科室，或在机构中补上");
            foreach (var partner in (ward.With ?? []).Where(w => w == ward.Institution || !institutions.ContainsKey(w)))
                yield return new($"{path}.with", partner, "已列出的其他机构代码", "请改正联合病房的合办机构");
            if (ward.Rooms.Any(r => r.Beds < 1) || ward.Beds is < 1 or > MostBeds)
                yield return new($"{path}.rooms", $"{ward.Beds} 张", $"每间至少 1 张，共 1 至 {MostBeds} 张", "请改正床位数");
            if (ward is { Selling: Selling.Allotted, Kind: not WardKind.Inpatient })
                yield return new($"{path}.selling", "allotted", "日间病区和家庭病床由本平台放床", "请去掉 selling，或改为病区");
        }
        foreach (var twice in wards.GroupBy(w => w.Code).Where(g => g.Count() > 1))
            yield return new("$.access.wards", $"{twice.Key} 出现 {twice.Count()} 次", "每个病区代码只出现一次", "请改掉重复的代码");
    }
}

/// <summary>Beds of one room: what holds for the room holds for each of them.</summary>
public sealed record RoomPlan(string Room, int Beds, BedSex Sex = BedSex.Any, bool Isolation = false);
