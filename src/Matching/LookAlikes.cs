using System.Globalization;
using System.Numerics;

namespace Yihe.Matching;

/// <summary>
/// Which Chinese characters look alike (形近字): by four-corner code, strokes and phonetic part of <c>knowledge/shapes.tsv</c>,
/// or because a group there names them together.
/// </summary>
internal sealed class LookAlikes
{
    private const int MostStrokesApart = 6;
    private readonly Dictionary<char, Shape> shapes = [];
    private readonly HashSet<(char, char)> named = [];

    private sealed record Shape(string Corners, int Strokes, int[] Phonetics);

    internal static LookAlikes Load(string knowledge)
    {
        var known = new LookAlikes();
        foreach (var line in File.ReadLines(Path.Combine(knowledge, "shapes.tsv")))
            known.Add(line.Split('\t'));
        return known;
    }

    private void Add(string[] cells)
    {
        if (cells is ["=", var group])
        {
            foreach (var a in group)
            foreach (var b in group)
                named.Add((a, b));
        }
        else if (cells.Length == 4 && cells[0].Length == 1)
        {
            var phonetics = cells[3]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => int.Parse(p, CultureInfo.InvariantCulture));
            shapes[cells[0][0]] = new Shape(cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture), [.. phonetics]);
        }
    }

    internal bool Are(char a, char b) =>
        named.Contains((a, b)) || (shapes.TryGetValue(a, out var x) && shapes.TryGetValue(b, out var y) && Alike(x, y));

    /// <summary>One phonetic part and strokes not far apart, or nearly the same corners and number of strokes.</summary>
    private static bool Alike(Shape a, Shape b)
    {
        var apart = Math.Abs(a.Strokes - b.Strokes);
        if (apart <= MostStrokesApart && a.Phonetics.AsSpan().ContainsAny(b.Phonetics))
            return true;
        if (a.Corners.Length != 5 || b.Corners.Length != 5)
            return false;
        var same = 0;
        for (var i = 0; i < 5; i++)
            same += a.Corners[i] == b.Corners[i] ? 1 : 0;
        return same >= 4 ? apart <= 3 : same == 3 && apart <= 1;
    }
}
