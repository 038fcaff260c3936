namespace Yihe.Residents;

/// <summary>What people may do with residents and their visits.</summary>
internal static class Rights
{
    internal static readonly Permission Register = new("resident.register", "登记居民", Clinical: true);
    internal static readonly Permission Read = new("resident.read", "查看居民", Clinical: true);
    internal static readonly Permission OpenByReason = new("resident.open", "凭理由调阅居民", Clinical: true);
    internal static readonly Permission Reveal = new("resident.reveal", "查看完整证件号或电话", Clinical: true);
    internal static readonly Permission Sign = new("resident.sign", "登记家庭医生签约", Clinical: true);
    internal static readonly Permission RecordVisit = new("visit.record", "登记接诊", Clinical: true);
}
