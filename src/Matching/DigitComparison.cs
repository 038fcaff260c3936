using System.Numerics;

namespace Yihe.Matching;

/// <summary>Numbers that are names: identity numbers, phones, codes, postcodes, doors; compared digit by digit without a loop.</summary>
internal static class DigitComparison
{
    private const ulong Lowest = 0x1111111111111111;

    internal static Level Of(in Term a, in Term b)
    {
        if (a.Form != Form.Digits || b.Form != Form.Digits)
            return Text(a, b);
        if (a.Count != b.Count)
            return OneLeftOut(a, b) ? Level.OneOff : Level.Different;
        var (low, high) = (a.A ^ b.A, a.B ^ b.B);
        if ((low | high) == 0)
            return Level.Equal;
        var wrong = Digits(low) + Digits(high);
        if (wrong == 1 && a.Count > 1 || wrong == 2 && IsTurned(a, b))
            return Level.OneOff;
        if (wrong == 2 && a.Count > 6)
            return Level.Near;
        return Leading(low, high, a.Count) >= Math.Max(2, (a.Count + 1) / 2) ? Level.Partly : Level.Different;
    }

    /// <summary>
    /// As others, but two numbers that both have the right check character are never one mistyped: they are two people's.
    /// Region and birth date in common say no more than the birth date does: twins and strangers of one day have it too.
    /// </summary>
    internal static Level Identity(in Term a, in Term b)
    {
        var level = Of(a, b);
        return level == Level.Equal ? level
            : a.IsWhole && b.IsWhole ? Level.Different
            : level is Level.OneOff or Level.Near ? level
            : Level.Partly;
    }

    private static int Digits(ulong difference) =>
        BitOperations.PopCount((difference | difference >> 1 | difference >> 2 | difference >> 3) & Lowest);

    /// <summary>How many digits agree from the left.</summary>
    private static int Leading(ulong low, ulong high, int count) =>
        high != 0 ? count - 16 - (16 - BitOperations.LeadingZeroCount(high) / 4) : count - (16 - BitOperations.LeadingZeroCount(low) / 4);

    private static bool IsTurned(in Term a, in Term b)
    {
        var (x, y) = (Low(a, b), Low(b, a));
        return x == (y >> 4 | (y & 15) << 4);
    }

    /// <summary>Of two digits that disagree the lower with its neighbour above, as they stand in the first.</summary>
    private static ulong Low(in Term a, in Term b)
    {
        var (one, two) = ((UInt128)a.B << 64 | a.A, (UInt128)b.B << 64 | b.A);
        var shift = (int)UInt128.TrailingZeroCount(one ^ two) / 4 * 4;
        return (ulong)(one >> shift) & 255;
    }

    /// <summary>The longer number without one of its digits is the shorter one.</summary>
    private static bool OneLeftOut(in Term a, in Term b)
    {
        if (Math.Abs(a.Count - b.Count) != 1 || Math.Min(a.Count, b.Count) < 2)
            return false;
        var (one, two) = ((UInt128)a.B << 64 | a.A, (UInt128)b.B << 64 | b.A);
        var (longer, shorter) = a.Count > b.Count ? (one, two) : (two, one);
        var shift = (int)UInt128.TrailingZeroCount(longer ^ shorter) / 4 * 4;
        return longer >> (shift + 4) == shorter >> shift;
    }

    private static Level Text(in Term a, in Term b)
    {
        if (a.Text == b.Text)
            return Level.Equal;
        var apart = Edits.Distance(a.Text, b.Text);
        return apart == 1 && Math.Max(a.Count, b.Count) > 2 ? Level.OneOff
            : apart == 2 && Math.Min(a.Count, b.Count) > 6 ? Level.Near
            : Level.Different;
    }
}

/// <summary>Days of birth.</summary>
internal static class DateComparison
{
    /// <summary>A day by the moon's calendar lies so much before the same day by the sun's.</summary>
    private const int MoonDays = 52;

    internal static Level Of(in Term a, in Term b)
    {
        var (x, y) = (Dates.Parts(a), Dates.Parts(b));
        if (x.Year == 0 || y.Year == 0)
            return DigitComparison.Of(a, b) is var level && level == Level.Partly ? Level.Different : level;
        if (a.A == b.A)
            return Level.Equal;
        if (x.Month == 0 || y.Month == 0 || x.Day == 0 || y.Day == 0)
            return x.Year != y.Year ? Level.Different
                : x.Month == y.Month ? Level.Near
                : x.Month == 0 || y.Month == 0 ? Level.Partly
                : Level.Different;
        if (x.Year == y.Year && x.Month == y.Day && x.Day == y.Month)
            return Level.Swapped;
        if (DigitComparison.Of(a, b) == Level.OneOff)
            return Level.OneOff;
        var agree = (x.Year == y.Year ? 1 : 0) + (x.Month == y.Month ? 1 : 0) + (x.Day == y.Day ? 1 : 0);
        return agree == 2 || DaysApart(x, y) <= MoonDays ? Level.Near : Level.Different;
    }

    private static int DaysApart((int Year, int Month, int Day) a, (int Year, int Month, int Day) b) =>
        Math.Abs((a.Year - b.Year) * 365 + (a.Month - b.Month) * 30 + a.Day - b.Day);
}
