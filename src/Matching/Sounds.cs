using System.Collections.Concurrent;
using Yihe.Basis.Values;

namespace Yihe.Matching;

/// <summary>How names sound: Chinese ones by pinyin with the usual confusions evened out (zh/z, ch/c, sh/s, ng/n), Latin ones by their consonants.</summary>
internal sealed class Sounds(Pinyin pinyin)
{
    private readonly ConcurrentDictionary<char, (ushort Number, string Full)> syllables = [];
    private readonly Dictionary<string, ushort> numbers = [];

    /// <summary>Surname and given name of a full Chinese name.</summary>
    internal (string Surname, string Given) Parted(string name)
    {
        var surname = pinyin.SurnameOf(name);
        return (surname, name[surname.Length..]);
    }

    /// <summary>A number for the evened syllable of a character: two characters with the same number sound alike.</summary>
    internal ushort NumberOf(char character) => Of(character).Number;

    internal string Full(string han) => string.Concat(han.Select(c => Of(c).Full));

    private (ushort Number, string Full) Of(char character)
    {
        if (syllables.TryGetValue(character, out var known))
            return known;
        var full = pinyin.Read(character.ToString()).Full;
        var evened = Evened(full);
        lock (numbers)
        {
            if (!numbers.TryGetValue(evened, out var number))
                numbers.Add(evened, number = (ushort)(numbers.Count + 1));
            return syllables[character] = (number, full);
        }
    }

    private static string Evened(string syllable)
    {
        var text = syllable is ['z' or 'c' or 's', 'h', ..] ? syllable[0] + syllable[2..] : syllable;
        return text.EndsWith("ng", StringComparison.Ordinal) ? text[..^1] : text;
    }

    /// <summary>The first letter and the sounds of the consonants after it, doubled ones once, at most six: near to what NYSIIS and Soundex keep.</summary>
    internal static string Latin(string word)
    {
        Span<char> key = stackalloc char[6];
        var length = 0;
        for (var i = 0; i < word.Length && length < key.Length; i++)
        {
            var sound = Class(word, i);
            if (sound != '\0' && (length == 0 || key[length - 1] != sound))
                key[length++] = sound;
        }
        return new string(key[..length]);
    }

    private static char Class(string word, int i) =>
        word[i] switch
        {
            'a' or 'e' or 'i' or 'o' or 'u' or 'y' => i == 0 ? 'a' : '\0',
            'h' or 'w' => i == 0 ? word[i] : '\0',
            'p' when i + 1 < word.Length && word[i + 1] == 'h' => 'f',
            'b' or 'p' => 'p',
            'f' or 'v' => 'f',
            'c' or 'g' or 'j' or 'k' or 'q' or 's' or 'x' or 'z' => 's',
            'd' or 't' => 't',
            'm' or 'n' => 'n',
            ' ' or '-' or '\'' => '\0',
            var other => other,
        };
}
