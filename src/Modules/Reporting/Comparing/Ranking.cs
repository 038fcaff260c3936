namespace Yihe.Reporting.Comparing;

/// <summary>Which place each of several values takes (名次).</summary>
internal static class Ranking
{
    /// <summary>The best is first; equal values share a place, and the next one counts them. Null for whoever has no value.</summary>
    /// <param name="values">in any order; nobody has a place where one alone has a value, or where neither way is better</param>
    internal static IReadOnlyList<int?> Of(Direction direction, IReadOnlyList<decimal?> values) =>
        direction == Direction.Watch || values.Count(v => v is not null) < 2
            ? [.. values.Select(_ => (int?)null)]
            : [.. values.Select(v => v is { } own ? 1 + values.Count(o => IsBetter(direction, o, own)) : (int?)null)];

    private static bool IsBetter(Direction direction, decimal? other, decimal own) => direction == Direction.Up ? other > own : other < own;
}
