namespace Yihe.Monitoring;

/// <summary>What people may do with figures.</summary>
internal static class Rights
{
    internal static readonly Permission Import = new("fact.import", "导入事实");
}
