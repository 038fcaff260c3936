namespace Yihe.Organization;

/// <summary>What people may do with institutions and their memberships.</summary>
internal static class Rights
{
    internal static readonly Permission ReadOrganization = new("organization.read", "查看成员机构");
    internal static readonly Permission EndMembership = new("membership.end", "办理成员退出");
}
