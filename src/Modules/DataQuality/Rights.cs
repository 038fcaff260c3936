namespace Yihe.DataQuality;

/// <summary>What people may do with the quality of data.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("quality.read", "查看数据质量");
    internal static readonly Permission Rows = new("quality.rows", "查看数据质量疑点的明细", Clinical: true);
    internal static readonly Permission Mend = new("quality.mend", "说明与处理数据质量疑点");
}
