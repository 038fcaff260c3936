namespace Yihe.Kernel.Working;

/// <summary>How far a grant reaches: one's own rows, the institution one works for, its zone, its consortium, or all.</summary>
public enum Scope
{
    Own,
    Institution,
    Zone,
    Consortium,
    Region,
}

/// <summary>A right that a use case asks for (权限); roles grant it with a scope.</summary>
/// <param name="Name">stable, dotted: <c>referral.receive</c></param>
/// <param name="Words">what it allows, in Chinese</param>
/// <param name="Clinical">it shows or changes what belongs to a person's care; administrators never hold it</param>
public sealed record Permission(string Name, string Words, bool Clinical = false)
{
    /// <summary>Anyone may, signed in or not (signing in itself).</summary>
    public static readonly Permission Anyone = new("anyone", "任何人");

    /// <summary>The platform itself may: founding, escalation, reactions. No door leads there.</summary>
    public static readonly Permission Platform = new("platform", "平台自身");

    /// <summary>Everyone who is signed in may, for themselves.</summary>
    public static readonly Permission SignedIn = new("signed-in", "已登录人员");

    /// <summary>A resident may, for themselves or for someone they act for; no role grants it and no staff session has it.</summary>
    public static readonly Permission Self = new("self", "居民本人或代办人");
}

/// <summary>Something that belongs to institutions, or to one account: what a grant's scope is measured against.</summary>
public interface IScoped
{
    /// <summary>The institutions that have a part in it; empty means only the region-wide may touch it.</summary>
    IEnumerable<InstitutionId> Parties { get; }

    AccountId? Owner => null;

    /// <summary>The person it is about, where it is about one: a denial says whose record was tried.</summary>
    Guid? Subject => null;

    /// <summary>The resident it is about, where residents may reach what is theirs; null keeps them out.</summary>
    Guid? Whose => null;
}

/// <summary>A target for use cases that act on an institution itself rather than on a row of their own.</summary>
public sealed record AtInstitution(params InstitutionId[] Institutions) : IScoped
{
    public IEnumerable<InstitutionId> Parties => Institutions;
}
