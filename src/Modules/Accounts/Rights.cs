namespace Yihe.Accounts;

/// <summary>What people may do with accounts, posts and tokens.</summary>
internal static class Rights
{
    internal static readonly Permission ReadAccounts = new("account.read", "查看账号与岗位");
    internal static readonly Permission ManageAccounts = new("account.manage", "管理账号");
    internal static readonly Permission GrantPosts = new("post.grant", "授予岗位与角色");
    internal static readonly Permission ReviewAlerts = new("alert.review", "查看与核实安全告警");
    internal static readonly Permission IssueTokens = new("token.issue", "发放与吊销接口令牌");
}
