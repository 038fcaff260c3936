using System.Globalization;

namespace Yihe.Monitoring;

/// <summary>One of those compared; its figures in the order of the columns.</summary>
public sealed record ComparedRow(string Place, string Name, IReadOnlyList<FigureLine> Cells);

/// <summary>What a place is made of side by side (片区、机构对比): the figures told of most of those below, the plan's own first.</summary>
/// <param name="Grain">what is compared, in words; empty where nothing is</param>
/// <param name="All">how many there are, shown or not</param>
public sealed record Comparison(string Grain, IReadOnlyList<FigureLine> Columns, IReadOnlyList<ComparedRow> Rows, int All)
{
    private const int MostColumns = 6;

    /// <param name="lines">what may be compared, the most important first</param>
    internal static Comparison Of(Cube cube, MonitoringSection section, Asked asked, IEnumerable<FigureLine> lines, int most)
    {
        var (place, period, places) = asked;
        var below = Below(cube, place, places);
        var columns = lines
            .Where(l => below.Count(b => Tells(cube, l.Code, b, period)) >= Math.Max(2, below.Count / 2))
            .Take(MostColumns)
            .ToList();
        if (columns.Count == 0)
            return new("", [], [], 0);
        var rows =
            from line in below
            let cells = columns.Select(c => Lines.Of(cube, c.Code, section, Place.Parse(line.Id)!, period)).ToList()
            orderby cells.Count(c => c.Value is not null) descending, cells[0].Value descending
            select new ComparedRow(line.Id, line.Name, cells);
        return new(FormContext.WordsOf(typeof(PlaceGrain), below[0].Grain.ToString()), columns, [.. rows.Take(most)], below.Count);
    }

    /// <summary>How much of its bar a value takes, of a hundred: of 100 % where it is a percentage, else of the largest in its column.</summary>
    internal string Width(FigureLine cell, decimal value)
    {
        var all = Rows.SelectMany(r => r.Cells)
            .Where(c => c.Code == cell.Code)
            .Select(c => c.Value ?? 0)
            .Append(cell.Target?.Value ?? 0)
            .Max();
        var top = cell.Unit == "%" && all <= 100 ? 100 : Math.Max(1, all);
        return Math.Clamp(value * 100 / top, 0, 100).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>The coarsest grain below the place of which there are several, among what the reader may see.</summary>
    private static List<PlaceLine> Below(Cube cube, Place place, IReadOnlyList<PlaceLine> places) =>
        places
            .Where(p => p.Grain < place.Grain && Holds(cube, place, Place.Parse(p.Id)!))
            .GroupBy(p => p.Grain)
            .OrderByDescending(g => g.Key)
            .FirstOrDefault(g => g.Count() > 1)
            ?.ToList()
        ?? [];

    private static bool Holds(Cube cube, Place place, Place other) =>
        place.Grain == PlaceGrain.Region
        || (
            other.Grain == PlaceGrain.Institution
                ? cube.Seats.All.Any(s => place.Holds(s) && other.Holds(s))
                : other.Consortium == place.Consortium
        );

    private static bool Tells(Cube cube, string code, PlaceLine line, Period period) =>
        Place.Parse(line.Id) is { } place
        && ShowBoard.Fits(cube.Book.At(code, period.From), place, period)
        && Reckoning.Of(cube, code, place, period).State == FigureState.Known;
}
