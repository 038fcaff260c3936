using System.ComponentModel.DataAnnotations;

namespace Yihe.Organization;

public enum InstitutionKind
{
    [Display(Name = "综合医院")]
    GeneralHospital,

    [Display(Name = "妇幼保健院")]
    MaternalHospital,

    [Display(Name = "专科医院")]
    SpecialHospital,

    [Display(Name = "乡镇卫生院")]
    TownshipCenter,

    [Display(Name = "村卫生室")]
    VillageSite,

    [Display(Name = "管理机构")]
    GovernmentOffice,
}

public enum InstitutionLevel
{
    [Display(Name = "未定级")]
    None,

    [Display(Name = "一级")]
    Primary,

    [Display(Name = "二级")]
    Secondary,

    [Display(Name = "三级")]
    Tertiary,
}

/// <summary>A medical institution (医疗机构), or the office that steers the consortium.</summary>
[Index(nameof(Code), IsUnique = true)]
internal sealed class Institution : IEntity
{
    public required InstitutionId Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id.Value;

    /// <summary>Its short code in the blueprint.</summary>
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string ShortName { get; init; }

    /// <summary>A second name it carries beside its own, such as a branch plate (加挂牌子). XX-11.</summary>
    public string? SecondName { get; init; }
    public required InstitutionKind Kind { get; init; }
    public required InstitutionLevel Level { get; init; }

    /// <summary>The institution that manages it day by day: a village site's township centre.</summary>
    public InstitutionId? Parent { get; init; }
    public string? Phone { get; init; }
    public required IReadOnlyList<string> Departments { get; init; }
}

/// <summary>One organization made of institutions (医共体).</summary>
internal sealed class Consortium : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Code { get; init; }
    public required string Name { get; init; }
}

public enum MembershipRole
{
    [Display(Name = "牵头单位")]
    Lead,

    [Display(Name = "成员单位")]
    Member,

    [Display(Name = "协作单位")]
    Partner,
}

/// <summary>An institution's part in a consortium, and its zone there, for a span of days; the past stays as it was.</summary>
[Index(nameof(Institution))]
internal sealed class Membership : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required InstitutionId Institution { get; init; }
    public required Guid Consortium { get; init; }
    public required MembershipRole Role { get; init; }
    public string? Zone { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it no longer holds.</summary>
    public DateOnly? Until { get; init; }
}
