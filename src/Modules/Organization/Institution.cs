namespace Yihe.Organization;

public enum InstitutionKind
{
    [Display(Name = "综合医院")]
    GeneralHospital,

    [Display(Name = "妇幼保健院")]
    MaternalHospital,

    [Display(Name = "专科医院")]
    SpecialHospital,

    [Display(Name = "中医医院")]
    TcmHospital,

    [Display(Name = "康复医院")]
    RehabilitationHospital,

    [Display(Name = "护理院")]
    NursingHome,

    [Display(Name = "乡镇卫生院、社区卫生服务中心")]
    TownshipCenter,

    [Display(Name = "村卫生室、社区卫生服务站")]
    VillageSite,

    [Display(Name = "专业公共卫生机构")]
    PublicHealthCenter,

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

    /// <summary>What joining leaves as it is: set when the institution is entered, changed by nothing here. KS-28, QJ-05.</summary>
    public Nature Nature { get; init; }
    public string? LegalPerson { get; init; }
    public string? StaffIdentity { get; init; }
    public string? Funding { get; init; }
}

public enum MembershipRole
{
    [Display(Name = "牵头单位")]
    Lead,

    [Display(Name = "成员单位")]
    Member,

    [Display(Name = "跨网格服务单位")]
    Serving,

    [Display(Name = "协作单位")]
    Partner,

    [Display(Name = "指导单位")]
    Guiding,

    [Display(Name = "专科网络牵头单位")]
    NetworkLead,

    [Display(Name = "专科网络成员")]
    NetworkMember,
}

/// <summary>
/// An institution's part in a consortium, and its zone there, for a span of days; the past stays as it was. It is lead or member of
/// one at a time, and may serve, stand by or guide several, and belong to specialty networks. KS-26, KS-27, KS-30, GZ-09, GZ-10.
/// </summary>
[Index(nameof(Institution))]
internal sealed class Membership : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required InstitutionId Institution { get; init; }

    /// <summary>The code of the consortium in the blueprint.</summary>
    public required string Consortium { get; init; }
    public required MembershipRole Role { get; init; }
    public string? Zone { get; init; }

    /// <summary>The specialties it leads in, where a consortium has several leads. QJ-06.</summary>
    public required IReadOnlyList<string> Specialties { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it no longer holds, and why it ended then.</summary>
    public DateOnly? Until { get; private set; }
    public string? EndedFor { get; private set; }

    internal static Membership Of(Guid id, InstitutionId institution, MembershipPlan plan) =>
        new()
        {
            Id = id,
            Institution = institution,
            Consortium = plan.Consortium,
            Role = plan.Role,
            Zone = plan.Zone,
            Specialties = [.. plan.Specialties ?? []],
            From = plan.From,
            Until = plan.Until,
        };

    internal void End(DateOnly until, string why) => (Until, EndedFor) = (until, why);
}
