namespace Yihe.Organization;

/// <summary>What people may do with institutions, accounts and the log of acts.</summary>
internal static class Rights
{
    internal static readonly Permission ReadOrganization = new("organization.read", "查看成员机构");
    internal static readonly Permission ReadAccounts = new("account.read", "查看账号与岗位");
    internal static readonly Permission ManageAccounts = new("account.manage", "管理账号");
    internal static readonly Permission GrantPosts = new("post.grant", "授予岗位与角色");
    internal static readonly Permission IssueTokens = new("token.issue", "发放与吊销接口令牌");
    internal static readonly Permission ReadPlans = new("plan.read", "查看方案参数");
    internal static readonly Permission ProposePlans = new("plan.propose", "提出方案新版本");
    internal static readonly Permission ApprovePlans = new("plan.approve", "批准方案新版本");
    internal static readonly Permission SearchActs = new("act.search", "审计查询");
    internal static readonly Permission ReadJoinings = new("joining.read", "查看加入申请");
    internal static readonly Permission ApplyToJoin = new("joining.apply", "申请加入医共体");
    internal static readonly Permission DecideJoining = new("joining.decide", "批准其他单位加入");
    internal static readonly Permission EndMembership = new("membership.end", "办理成员退出");
    internal static readonly Permission ReadAgreements = new("agreement.read", "查看协议");
    internal static readonly Permission SignAgreements = new("agreement.sign", "签订、续签与终止协议");
    internal static readonly Permission ImportInstitutions = new("institution.import", "导入机构");
}
