using System.Globalization;

namespace Yihe.Reporting.Comparing;

/// <summary>An indicator of one consortium among the others.</summary>
/// <param name="Rank">null where it is not ranked</param>
/// <param name="Best">first, and not everybody is</param>
/// <param name="Reached">against its own target; null where it has none, or no value</param>
public sealed record ComparedCell(
    FigureState State,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    int Version,
    ReportedTarget? Target,
    int? Rank = null,
    bool Best = false,
    bool? Reached = null
);

/// <summary>An indicator across the consortia.</summary>
/// <param name="Differs">what of its definition is not the same everywhere: then nobody is ranked; null where it is</param>
/// <param name="Cells">in the order of the consortia; null where one told nothing of it</param>
public sealed record ComparedLine(
    string Code,
    string Name,
    string Dimension,
    string Definition,
    string Unit,
    int Digits,
    Direction Direction,
    string? Differs,
    IReadOnlyList<ComparedCell?> Cells
)
{
    /// <summary>"88.8%", "1,204 人次".</summary>
    internal string Say(decimal value) => SideBySide.Say(value, Digits, Unit);
}

/// <summary>The reports of several consortia of one month, laid beside one another (各医共体对照). GZ-87.</summary>
internal static class SideBySide
{
    /// <param name="reports">in the order of the consortia; null where none came</param>
    internal static IReadOnlyList<ComparedLine> Of(IReadOnlyList<IReadOnlyList<ReportedIndicator>?> reports)
    {
        var byCode = reports.Select(r => r?.ToDictionary(i => i.Code)).ToList();
        var codes = reports.OfType<IReadOnlyList<ReportedIndicator>>().SelectMany(r => r).Select(i => i.Code).Distinct();
        return [.. codes.Select(code => Line([.. byCode.Select(r => r?.GetValueOrDefault(code))])).OfType<ComparedLine>()];
    }

    /// <summary>Null where it is told of no region as a whole.</summary>
    private static ComparedLine? Line(IReadOnlyList<ReportedIndicator?> told)
    {
        var known = told.OfType<ReportedIndicator>().Where(i => i.Whole is not null).ToList();
        if (known.Count == 0)
            return null;
        var (newest, differs) = (known.MaxBy(i => i.Version)!, Differs(known));
        var places = Ranking.Of(differs is null ? newest.Direction : Direction.Watch, [.. told.Select(i => i?.Whole?.Value)]);
        var last = places.Max();
        return new(
            newest.Code,
            newest.Name,
            newest.Dimension,
            newest.Definition,
            newest.Unit,
            newest.Digits,
            newest.Direction,
            differs,
            [.. told.Select((indicator, i) => indicator?.Whole is { } figure ? Cell(indicator, figure, places[i], last) : null)]
        );
    }

    private static ComparedCell Cell(ReportedIndicator indicator, ReportedFigure figure, int? rank, int? last) =>
        new(
            figure.State,
            figure.Value,
            figure.Numerator,
            figure.Denominator,
            indicator.Version,
            indicator.Target,
            rank,
            rank == 1 && last > 1,
            indicator.Target is { } target && figure.Value is { } value ? target.IsMetBy(value) : null
        );

    /// <summary>"版本不同", or the same version in other words.</summary>
    internal static string? Differs(IReadOnlyList<ReportedIndicator> told) =>
        told.Select(i => i.Version).Distinct().Count() > 1 ? "口径版本不同"
        : told.Select(i => i.Wording).Distinct().Count() > 1 ? "口径文字不同"
        : null;

    internal static string Say(decimal value, int digits, string unit) =>
        value.ToString($"N{digits}", CultureInfo.InvariantCulture) + (unit == "%" ? "%" : $" {unit}");
}
