namespace Yihe.Joining;

/// <summary>What people may do with ways in, agreements and imports.</summary>
internal static class Rights
{
    internal static readonly Permission ReadJoinings = new("joining.read", "查看加入申请");
    internal static readonly Permission ApplyToJoin = new("joining.apply", "申请加入医共体");
    internal static readonly Permission DecideJoining = new("joining.decide", "批准其他单位加入");
    internal static readonly Permission ReadAgreements = new("agreement.read", "查看协议");
    internal static readonly Permission SignAgreements = new("agreement.sign", "签订、续签与终止协议");
    internal static readonly Permission ImportInstitutions = new("institution.import", "导入机构");
}
