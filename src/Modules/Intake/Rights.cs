namespace Yihe.Intake;

/// <summary>What people may do with lists of residents.</summary>
internal static class Rights
{
    internal static readonly Permission Import = new("resident.import", "批量导入居民", Clinical: true);
}
