namespace Yihe.Indicators.Closing;

/// <summary>The months closed, and what a figure was then.</summary>
public static class Closings
{
    internal sealed record Line(DateOnly Month, DateTimeOffset At, string Person, int Figures, string Hash);

    public static async Task<IReadOnlyDictionary<DateOnly, MonthClosing>> Of(Work work, CancellationToken ct) =>
        await work.Db.Set<MonthClosing>().AsNoTracking().ToDictionaryAsync(c => c.Month, ct);

    /// <summary>"已关账", or what it was then where it is another now.</summary>
    public static string? Say(MonthClosing? closing, string indicator, Place place, Figure now)
    {
        if (closing is null)
            return null;
        var then = closing.Figures.GetValueOrDefault(Frozen.KeyOf(indicator, place));
        return (then?.Value, then?.Numerator, then?.Denominator) == (now.Value, now.Numerator, now.Denominator)
            ? "已关账"
            : $"已关账，关账时为 {(then?.Value is { } value ? $"{value:0.######}" : "无数")}，之后有补录或更正，现为重述";
    }
}

/// <summary>The months closed so far, the newest first.</summary>
internal static class ListClosings
{
    internal sealed record Input;

    internal static readonly Look<Input, IReadOnlyList<Closings.Line>> Door = new(
        "month.list",
        "查看已关账的月份",
        FigureRights.Close,
        async (work, _, ct) =>
        {
            if (work.Refuses(new AtInstitution()) is { } refusal)
                return refusal;
            IReadOnlyList<Closings.Line> lines =
            [
                .. (await Closings.Of(work, ct))
                    .Values.OrderByDescending(c => c.Month)
                    .Select(c => new Closings.Line(c.Month, c.At, c.Person, c.Figures.Count, c.Hash)),
            ];
            return await work.Look(lines, ct);
        }
    );
}
