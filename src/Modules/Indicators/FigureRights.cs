namespace Yihe.Indicators;

/// <summary>What people may do with figures.</summary>
public static class FigureRights
{
    public static readonly Permission Read = new("indicator.read", "查看指标");

    /// <summary>Of whoever answers for the figures of a place.</summary>
    public static readonly Permission Answer = new("target.answer", "说明达标措施");
    public static readonly Permission People = new("indicator.people", "查看指标涉及的居民", Clinical: true);
    public static readonly Permission Define = new("indicator.define", "维护指标口径");
    public static readonly Permission Close = new("month.close", "月度关账");
}
