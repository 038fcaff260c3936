using System.Numerics;

namespace Yihe.Matching;

/// <summary>How far two values agree: the same for every file, without a thought of what other values there are.</summary>
internal static class Comparison
{
    /// <summary>Both terms are of one kind of field and are not the same term.</summary>
    internal static Level Of(FieldKind kind, in Term a, in Term b, LookAlikes shapes)
    {
        if (a.IsEmpty || b.IsEmpty)
            return Level.Missing;
        return kind.Compare switch
        {
            Comparer.Name => NameComparison.Of(a, b, shapes),
            Comparer.Identity => DigitComparison.Identity(a, b),
            Comparer.Digits => DigitComparison.Of(a, b),
            Comparer.Date => DateComparison.Of(a, b),
            Comparer.Number => Number(a, b),
            Comparer.Set => a.Text == b.Text ? Level.Equal
            : IsOneOff(a, b) ? Level.OneOff
            : Level.Different,
            Comparer.Words => Words(a, b),
            _ => Level.Different,
        };
    }

    private static bool IsOneOff(in Term a, in Term b) => a.Count > 1 && b.Count > 1 && Edits.Distance(a.Text, b.Text) == 1;

    private static Level Number(in Term a, in Term b)
    {
        if (a.Form != Form.Digits || b.Form != Form.Digits)
            return a.Text == b.Text ? Level.Equal : Level.Different;
        var apart = a.A > b.A ? a.A - b.A : b.A - a.A;
        return apart switch
        {
            0 => Level.Equal,
            1 => Level.OneOff,
            <= 3 => Level.Near,
            _ => Level.Different,
        };
    }

    private static Level Words(in Term a, in Term b)
    {
        if (a.Text == b.Text)
            return Level.Equal;
        if (a.Sound.Length > 0 && a.Sound == b.Sound)
            return Level.SameSound;
        var numbersDiffer = a.A != b.A && a.A != 0 && b.A != 0;
        var shared = Edits.Dice(a.Tokens, b.Tokens);
        if (numbersDiffer)
            return shared >= 0.4 || Edits.JaroWinkler(a.Text, b.Text) >= 0.9 ? Level.Partly : Level.Different;
        if (shared == 0 && Math.Abs(a.Count - b.Count) > Math.Max(a.Count, b.Count) / 2)
            return Level.Different;
        if (Edits.Distance(a.Text, b.Text) <= Math.Max(1, Math.Min(a.Count, b.Count) / 10))
            return Level.OneOff;
        var like = Edits.JaroWinkler(a.Text, b.Text);
        return shared >= 0.75 || like >= 0.9 || Contains(a, b) || Contains(b, a) ? Level.Near
            : shared >= 0.4 || like >= 0.8 ? Level.Partly
            : Level.Different;
    }

    /// <summary>One address leaves out the county or the house of the other.</summary>
    private static bool Contains(in Term whole, in Term part) =>
        part.Count >= 4 && whole.Text.Contains(part.Text, StringComparison.Ordinal);
}

/// <summary>Names, Chinese and Latin.</summary>
internal static class NameComparison
{
    private const int Lane = 16;

    internal static Level Of(in Term a, in Term b, LookAlikes shapes) =>
        (a.Form, b.Form) switch
        {
            (Form.Han, Form.Han) => a.Count == b.Count ? OneLength(a, b, shapes) : TwoLengths(a, b),
            (Form.Han, _) => Romanized(a, b),
            (_, Form.Han) => Romanized(b, a),
            _ => Latin(a, b),
        };

    private static Level OneLength(in Term a, in Term b, LookAlikes shapes)
    {
        if (a.A == b.A)
            return Level.Equal;
        if (a.B == b.B)
            return Level.SameSound;
        var (other, count) = (a.A ^ b.A, 0);
        for (var rest = other; rest != 0; rest >>= Lane)
            count += (ushort)rest == 0 ? 0 : 1;
        if (count > 2)
            return count < a.Count ? Level.Partly : Level.Different;
        if (count == 2 && IsTurned(a, b))
            return Level.Swapped;
        var unlike = Unlike(a, b, other, shapes);
        if (unlike == 0)
            return count < a.Count || a.Count == 1 ? Level.LookAlike : Level.Near;
        return count < a.Count ? Level.Partly : Level.Different;
    }

    /// <summary>How many characters neither sound nor look like those in their place.</summary>
    private static int Unlike(in Term a, in Term b, ulong other, LookAlikes shapes)
    {
        var unlike = 0;
        for (var shift = 0; shift < 4 * Lane; shift += Lane)
        {
            if ((ushort)(other >> shift) == 0 || (ushort)(a.B >> shift) == (ushort)(b.B >> shift))
                continue;
            unlike += shapes.Are((char)(ushort)(a.A >> shift), (char)(ushort)(b.A >> shift)) ? 0 : 1;
        }
        return unlike;
    }

    /// <summary>Two neighbouring characters in each other's place.</summary>
    private static bool IsTurned(in Term a, in Term b)
    {
        for (var lane = 0; lane + 1 < a.Count; lane++)
        {
            var (x, y) = ((uint)(a.A >> (lane * Lane)), (uint)(b.A >> (lane * Lane)));
            if (x == BitOperations.RotateLeft(y, Lane) && x != y)
                return true;
        }
        return false;
    }

    private static Level TwoLengths(in Term a, in Term b)
    {
        ref readonly var longer = ref a.Count > b.Count ? ref a : ref b;
        ref readonly var shorter = ref a.Count > b.Count ? ref b : ref a;
        var inside = longer.Text.Contains(shorter.Text, StringComparison.Ordinal);
        if (longer.Count == shorter.Count + 1 && shorter.Count > 1 && (inside || Edits.Distance(longer.Text, shorter.Text) == 1))
            return Level.OneOff;
        return inside || longer.Text[0] == shorter.Text[0] ? Level.Partly : Level.Different;
    }

    private static Level Romanized(in Term han, in Term other)
    {
        var letters = other.Text.Replace(" ", "", StringComparison.Ordinal);
        if (letters == han.Sound)
            return Level.SameSound;
        var turned = other.Text.Split(' ') is [var first, .., var last] ? last + first : "";
        return turned == han.Sound ? Level.Swapped : Level.Different;
    }

    private static Level Latin(in Term a, in Term b)
    {
        if (a.Text == b.Text)
            return Level.Equal;
        if (a.Sound.Length > 0 && a.Sound == b.Sound)
            return Level.SameSound;
        if (a.Tokens.Length > 1 && a.Tokens.AsSpan().SequenceEqual(b.Tokens))
            return Level.Swapped;
        if (Math.Min(a.Count, b.Count) == 1)
            return a.Text[0] == b.Text[0] ? Level.Partly : Level.Different;
        if (Math.Abs(a.Count - b.Count) <= 2)
        {
            var apart = Edits.Distance(a.Text, b.Text);
            if (apart == 1 && Math.Max(a.Count, b.Count) > 2)
                return Level.OneOff;
            if (apart == 2 && Math.Min(a.Count, b.Count) > 5)
                return Level.Near;
        }
        var like = Edits.JaroWinkler(a.Text, b.Text);
        return like >= 0.92 ? Level.Near
            : like >= 0.82 || a.Text.Contains(b.Text, StringComparison.Ordinal) || b.Text.Contains(a.Text, StringComparison.Ordinal)
                ? Level.Partly
            : Level.Different;
    }
}
