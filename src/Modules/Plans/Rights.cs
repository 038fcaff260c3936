namespace Yihe.Plans;

/// <summary>What people may do with versions of the blueprint.</summary>
internal static class Rights
{
    internal static readonly Permission ReadPlans = new("plan.read", "查看方案参数");
    internal static readonly Permission ProposePlans = new("plan.propose", "提出方案新版本");
    internal static readonly Permission ApprovePlans = new("plan.approve", "批准方案新版本");
}
