namespace Yihe.Matching;

/// <summary>Distances between short texts; nothing is allocated.</summary>
internal static class Edits
{
    private const int Longest = 64;

    /// <summary>Insertions, deletions, substitutions and exchanges of neighbours (optimal string alignment); texts are read up to 64 characters.</summary>
    internal static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        Span<byte> rows = stackalloc byte[3 * (Longest + 1)];
        var before = rows[..(b.Length + 1)];
        var last = rows.Slice(Longest + 1, b.Length + 1);
        var now = rows.Slice(2 * (Longest + 1), b.Length + 1);
        for (var j = 0; j <= b.Length; j++)
            last[j] = (byte)j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = (byte)i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, before[j - 2] + 1);
                now[j] = (byte)best;
            }
            var free = before;
            before = last;
            last = now;
            now = free;
        }
        return last[b.Length];
    }

    /// <summary>Jaro–Winkler likeness, 0 to 1 (Winkler 1990: prefix up to 4, scale 0.1); texts are read up to 64 characters.</summary>
    internal static double JaroWinkler(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        if (a.Length == 0 || b.Length == 0)
            return 0;
        var reach = Math.Max(0, Math.Max(a.Length, b.Length) / 2 - 1);
        var (inA, inB, common) = (0UL, 0UL, 0);
        for (var i = 0; i < a.Length; i++)
        for (var j = Math.Max(0, i - reach); j < Math.Min(b.Length, i + reach + 1); j++)
        {
            if ((inB >> j & 1) != 0 || a[i] != b[j])
                continue;
            inA |= 1UL << i;
            inB |= 1UL << j;
            common++;
            break;
        }
        if (common == 0)
            return 0;
        double m = common;
        var jaro = (m / a.Length + m / b.Length + (m - Moved(a, b, inA, inB) / 2.0) / m) / 3;
        var prefix = 0;
        while (prefix < Math.Min(4, Math.Min(a.Length, b.Length)) && a[prefix] == b[prefix])
            prefix++;
        return jaro + prefix * 0.1 * (1 - jaro);
    }

    /// <summary>How many common characters do not stand in the same order.</summary>
    private static int Moved(ReadOnlySpan<char> a, ReadOnlySpan<char> b, ulong inA, ulong inB)
    {
        var moved = 0;
        for (; inA != 0; inA &= inA - 1, inB &= inB - 1)
            if (a[System.Numerics.BitOperations.TrailingZeroCount(inA)] != b[System.Numerics.BitOperations.TrailingZeroCount(inB)])
                moved++;
        return moved;
    }

    /// <summary>Shared elements of two sorted lists, twice over their number: 0 to 1.</summary>
    internal static double Dice(int[] a, int[] b)
    {
        if (a.Length + b.Length == 0)
            return 0;
        var (i, j, same) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
            if (a[i] == b[j])
                (i, j, same) = (i + 1, j + 1, same + 1);
            else if (a[i] < b[j])
                i++;
            else
                j++;
        return 2.0 * same / (a.Length + b.Length);
    }
}
