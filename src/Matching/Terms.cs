using System.Globalization;
using System.Text;
using Yihe.Basis.Values;

namespace Yihe.Matching;

/// <summary>Makes values comparable: full-width to half-width, lower case, blanks and marks evened out, numbers and names taken apart.</summary>
internal sealed class Terms(MatchRules rules)
{
    private static readonly Dictionary<string, string> Sexes = new()
    {
        ["男"] = "m",
        ["男性"] = "m",
        ["male"] = "m",
        ["m"] = "m",
        ["1"] = "m",
        ["女"] = "f",
        ["女性"] = "f",
        ["female"] = "f",
        ["f"] = "f",
        ["2"] = "f",
    };

    /// <param name="monthFirst">a date written with the year last has the month before the day</param>
    internal Term Of(FieldKind kind, string value, bool monthFirst)
    {
        var text = Whole(value.Trim()).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        if (text.Length == 0 || rules.Nothing.Contains(text))
            return Term.Nothing;
        return kind.Compare switch
        {
            Comparer.Name => Name(text),
            Comparer.Identity => Digits(Lengthened(Kept(text))),
            Comparer.Digits => Digits(kind.Name == "phone" ? Domestic(Kept(text)) : Kept(text)),
            Comparer.Date => Dates.Term(text, monthFirst),
            Comparer.Number => Number(text),
            Comparer.Set => Plain(Sexes.GetValueOrDefault(text, text)),
            Comparer.Words => Words(text),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>Half a character, as a cut text may end with, is no character.</summary>
    private static string Whole(string text) => text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()) : text;

    private Term Name(string text)
    {
        var parts = text.Split([' ', '-', '\'', '.', ',', '·', '•', '‧', '、', '*'], StringSplitOptions.RemoveEmptyEntries);
        var letters = string.Concat(parts);
        if (letters.Length == 0)
            return Term.Nothing;
        if (!letters.All(Han.Is))
            return Words(string.Join(' ', parts)) with { Sound = "" };
        if (letters.Length > 4)
            return Words(letters);
        var (characters, sounds) = (0UL, 0UL);
        for (var i = 0; i < letters.Length; i++)
        {
            characters |= (ulong)letters[i] << (16 * i);
            sounds |= (ulong)rules.Sounds.NumberOf(letters[i]) << (16 * i);
        }
        return new Term(Form.Han, characters, sounds, letters.Length, letters, [], rules.Sounds.Full(letters));
    }

    private static string Kept(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));

    /// <summary>A citizen number of 15 digits is that of the 1900s.</summary>
    private static string Lengthened(string number)
    {
        if (number.Length != 15 || !number.All(char.IsAsciiDigit))
            return number;
        var body = $"{number[..6]}19{number[6..]}";
        return body + char.ToLowerInvariant(IdentityNumber.CheckOf(body));
    }

    private static string Domestic(string phone) =>
        phone.Length is 13 or 15 && phone[^13..].StartsWith("861", StringComparison.Ordinal) ? phone[^11..] : phone;

    internal static Term Digits(string text)
    {
        if (text.Length == 0)
            return Term.Nothing;
        var isNumber =
            text.Length <= 32 && text[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(text[^1]) || text.Length == 18 && text[^1] == 'x');
        if (!isNumber)
            return Plain(text);
        var (low, high) = (0UL, 0UL);
        foreach (var c in text)
            (high, low) = (high << 4 | low >> 60, low << 4 | (c == 'x' ? 10u : (uint)(c - '0')));
        return new Term(Form.Digits, low, high, text.Length, text, [], "")
        {
            IsWhole = text.Length == 18 && char.ToUpperInvariant(text[17]) == IdentityNumber.CheckOf(text),
        };
    }

    private static Term Number(string text) =>
        decimal.TryParse(text.TrimEnd('岁', '周'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) < 1_000_000_000
            ? new Term(Form.Digits, (ulong)(Math.Round(number) + 1_000_000_000), 0, 1, text, [], "")
            : Plain(text);

    internal static Term Plain(string text) => new(Form.Text, 0, 0, text.Length, text, [], "");

    private Term Words(string text)
    {
        var (plain, tokens, numbers) = Tokens.Of(text);
        if (plain.Length == 0)
            return Term.Nothing;
        var sound = plain.Any(Han.Is) ? string.Concat(plain.Select(c => Han.Is(c) ? rules.Sounds.Full(c.ToString()) : c.ToString())) : "";
        return new Term(Form.Text, numbers, 0, plain.Length, plain, tokens, sound);
    }
}

/// <summary>Chinese characters.</summary>
internal static class Han
{
    internal static bool Is(char c) => c is >= '\u3400' and <= '\u9FFF';
}
