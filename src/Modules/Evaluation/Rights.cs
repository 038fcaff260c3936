namespace Yihe.Evaluation;

/// <summary>What people may do with evaluations.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("evaluation.read", "查看绩效评价");
    internal static readonly Permission Run = new("evaluation.run", "组织绩效评价");
    internal static readonly Permission Answer = new("evaluation.answer", "自查与申诉");
}
