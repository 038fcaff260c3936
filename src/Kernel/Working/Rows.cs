namespace Yihe.Kernel.Working;

/// <summary>A page of a list: the rows, where the next page starts, how many there are per tab.</summary>
/// <param name="Next">pass it back as <c>after</c>; null on the last page</param>
/// <param name="Counts">exact to 999; 1000 means more than that</param>
public sealed record Rows<T>(IReadOnlyList<T> Items, string? Next = null, IReadOnlyDictionary<string, int>? Counts = null)
{
    /// <summary>How to ask better, where too much fits.</summary>
    public string? Advice { get; init; }
}
