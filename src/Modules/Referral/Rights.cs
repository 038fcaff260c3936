namespace Yihe.Referral;

/// <summary>What people may do with referrals. Acting takes <see cref="Act"/> within reach; which move is whose the flow decides by duty.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("referral.read", "查看转诊", Clinical: true);
    internal static readonly Permission Act = new("referral.act", "办理转诊", Clinical: true);

    /// <summary>Duties: they name who a step waits for.</summary>
    internal static readonly Permission Send = new("referral.send", "发起转诊", Clinical: true);
    internal static readonly Permission Triage = new("referral.triage", "转诊分诊", Clinical: true);
    internal static readonly Permission Receive = new("referral.receive", "接收转诊", Clinical: true);
    internal static readonly Permission Oversee = new("referral.oversee", "督办转诊", Clinical: true);
    internal static readonly Permission Ask = new("advice.ask", "转诊前咨询", Clinical: true);
    internal static readonly Permission Answer = new("advice.answer", "答复咨询", Clinical: true);
}
