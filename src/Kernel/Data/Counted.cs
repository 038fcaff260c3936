using Microsoft.EntityFrameworkCore;

namespace Yihe.Kernel.Data;

/// <summary>Counts beside tabs and bells: exact to 999, and no more rows are looked at than that says.</summary>
public static class Counted
{
    private const int Exact = 999;

    /// <summary>How many there are; one more than 999 stands for any number beyond.</summary>
    public static Task<int> CountSome<T>(this IQueryable<T> rows, CancellationToken ct) => rows.Take(Exact + 1).CountAsync(ct);

    /// <summary>"12", "999+".</summary>
    public static string Words(int count) => count > Exact ? $"{Exact}+" : $"{count}";
}
