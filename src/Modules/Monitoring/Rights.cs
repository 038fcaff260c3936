namespace Yihe.Monitoring;

/// <summary>What people may do with figures.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("indicator.read", "查看指标");
    internal static readonly Permission People = new("indicator.people", "查看指标涉及的居民", Clinical: true);
    internal static readonly Permission Import = new("fact.import", "导入事实");
    internal static readonly Permission Close = new("month.close", "月度关账");
    internal static readonly Permission Answer = new("target.answer", "说明达标措施");
}
