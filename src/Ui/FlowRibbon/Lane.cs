namespace Yihe.Ui;

public enum StepStatus
{
    Ahead,
    Now,
    Done,
}

/// <summary>A step of the ribbon: its word, who and when below it, and for the current one the share of its time that is used.</summary>
public sealed record RibbonStep(
    string Words,
    string Detail,
    StepStatus Status,
    double? Used = null,
    string? Left = null,
    bool Late = false
);

/// <summary>The steps one institution answers for.</summary>
public sealed record Lane(string Title, string Part, IReadOnlyList<RibbonStep> Steps)
{
    public bool IsNow => Steps.Any(s => s.Status == StepStatus.Now);
}
