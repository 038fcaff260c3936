namespace Yihe.Organization;

/// <summary>What people may do with institutions, accounts and the log of acts.</summary>
internal static class Rights
{
    internal static readonly Permission ReadOrganization = new("organization.read", "查看成员机构");
    internal static readonly Permission ReadAccounts = new("account.read", "查看账号与岗位");
    internal static readonly Permission ManageAccounts = new("account.manage", "管理账号");
    internal static readonly Permission GrantPosts = new("post.grant", "授予岗位与角色");
    internal static readonly Permission IssueTokens = new("token.issue", "发放与吊销接口令牌");
    internal static readonly Permission SearchActs = new("act.search", "审计查询");
}
