namespace Yihe.Audit;

/// <summary>What people may do with the log of acts.</summary>
internal static class Rights
{
    internal static readonly Permission SearchActs = new("act.search", "审计查询");
}
