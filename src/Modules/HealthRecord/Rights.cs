namespace Yihe.HealthRecord;

/// <summary>What people may do with records beside reading them.</summary>
internal static class Rights
{
    internal static readonly Permission Answer = new("correction.answer", "答复档案更正", Clinical: true);
}
