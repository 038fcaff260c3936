using System.Text;

namespace Yihe.Matching;

/// <summary>What an address or a text is made of: words, numbers and pairs of Chinese characters.</summary>
internal static class Tokens
{
    private const string Numerals = "零一二三四五六七八九";
    private const string Counted = "组号队栋幢单室楼层社弄";

    /// <summary>The text with single blanks and no marks, its tokens, and a hash of its numbers in their order (0: none).</summary>
    internal static (string Plain, int[] All, ulong Numbers) Of(string text)
    {
        var plain = Plain(text);
        var tokens = new List<int>();
        var numbers = 0UL;
        foreach (var run in Runs(plain))
        {
            if (char.IsDigit(run[0]))
                numbers = Hash.Mixed(numbers ^ Hash.Of(run));
            if (!Han.Is(run[0]) || run.Length == 1)
                tokens.Add(Fold(run));
            else
                for (var i = 0; i + 1 < run.Length; i++)
                    tokens.Add(Fold(run.AsSpan(i, 2)));
        }
        tokens.Sort();
        return (plain, [.. tokens], numbers);
    }

    private static int Fold(ReadOnlySpan<char> text) => (int)Hash.Of(text);

    /// <summary>Stretches of Chinese characters, of digits, or of other letters.</summary>
    internal static IEnumerable<string> Runs(string plain)
    {
        for (int from = 0, to; from < plain.Length; from = to)
        {
            for (to = from + 1; to < plain.Length && Class(plain[to]) == Class(plain[from]); to++) { }
            if (plain[from] != ' ')
                yield return plain[from..to];
        }
    }

    private static int Class(char c) =>
        Han.Is(c) ? 0
        : char.IsDigit(c) ? 1
        : c == ' ' ? 2
        : 3;

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var numeral = Numerals.IndexOf(text[i]);
            var counts = numeral >= 0 && i + 1 < text.Length && Counted.Contains(text[i + 1]);
            if (counts)
                plain.Append((char)('0' + numeral));
            else if (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]))
                plain.Append(text[i]);
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }
        return plain.ToString().TrimEnd();
    }
}
