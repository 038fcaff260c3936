namespace Yihe.Intake;

/// <summary>What people may do with lists of residents.</summary>
internal static class Rights
{
    internal static readonly Permission Import = new("resident.import", "批量导入居民", Clinical: true);

    /// <summary>Where else than at one's own institution the people of a list may be registered.</summary>
    internal static readonly Permission ImportFor = new("resident.import-for", "替成员单位导入居民", Clinical: true);
}
