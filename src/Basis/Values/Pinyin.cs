using System.Text;

namespace Yihe.Basis.Values;

/// <summary>
/// Readings of Chinese names for searching: full syllables and initials, lower case, no tones.
/// Surnames with readings of their own (单, 曾, 尉迟 …) are read as surnames. Tables: <c>knowledge/*-pinyin.tsv</c>.
/// </summary>
public sealed class Pinyin
{
    private readonly Dictionary<Rune, string> readings = [];
    private readonly Dictionary<string, string[]> surnames = [];

    /// <param name="characters">lines "syllable TAB characters", the first that has a character counts; a line starting with # is a comment</param>
    /// <param name="surnameTable">lines "surname TAB syllables separated by blanks"</param>
    public Pinyin(IEnumerable<string> characters, IEnumerable<string> surnameTable)
    {
        foreach (var (syllable, all) in Rows(characters))
        foreach (var rune in all.EnumerateRunes())
            readings.TryAdd(rune, syllable);
        foreach (var (surname, syllables) in Rows(surnameTable))
            surnames.TryAdd(surname, syllables.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    public static Pinyin Load(string knowledge)
    {
        IEnumerable<string> Lines(string table) => File.ReadLines(Path.Combine(knowledge, table));
        return new(Lines("name-pinyin.tsv").Concat(Lines("pinyin.tsv")), Lines("surname-pinyin.tsv"));
    }

    /// <summary>"单秀英" → ("shanxiuying", "sxy"). A character without a reading stands for itself.</summary>
    public (string Full, string Initials) Read(string name)
    {
        var syllables = Syllables(name).Where(s => s.Length > 0).ToList();
        return (string.Concat(syllables), string.Concat(syllables.Select(s => s.EnumerateRunes().First())));
    }

    /// <summary>The surname of a name: two characters where the table knows them as one surname, else the first.</summary>
    public string SurnameOf(string name)
    {
        if (name.Length >= 2 && surnames.TryGetValue(name[..2], out var syllables) && syllables.Length == 2)
            return name[..2];
        return name.Length == 0 ? "" : name.EnumerateRunes().First().ToString();
    }

    private IEnumerable<string> Syllables(string name)
    {
        var surname = SurnameOf(name);
        var known = surnames.GetValueOrDefault(surname);
        return known is null ? Each(name) : known.Concat(Each(name[surname.Length..]));
    }

    private IEnumerable<string> Each(string text) => text.EnumerateRunes().Select(ReadingOf);

    private string ReadingOf(Rune rune)
    {
        if (readings.TryGetValue(rune, out var syllable))
            return syllable;
        return Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune).ToString() : "";
    }

    private static IEnumerable<(string Key, string Value)> Rows(IEnumerable<string> lines) =>
        from line in lines
        where line.Length > 0 && line[0] != '#'
        let cells = line.Split('\t')
        where cells.Length >= 2
        select (cells[0], cells[1]);
}
