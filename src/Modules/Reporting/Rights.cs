namespace Yihe.Reporting;

/// <summary>What people, and the systems of consortia, may do with monthly reports.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("consortium-report.read", "查看各医共体对照");

    /// <summary>Of the system that a consortium's region reports with.</summary>
    internal static readonly Permission Take = new("consortium-report.take", "报送医共体月报");
    internal static readonly Permission Register = new("consortium-report.register", "登记报送单位");
}
