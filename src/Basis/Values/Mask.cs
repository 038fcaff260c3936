namespace Yihe.Basis.Values;

/// <summary>What is left of a personal datum when it is shown to those who need not know it whole (脱敏).</summary>
public static class Mask
{
    /// <summary>First six and last four characters of an identity number.</summary>
    public static string Identity(string number) =>
        number.Length < 11 ? new string('*', number.Length) : $"{number[..6]}{new string('*', number.Length - 10)}{number[^4..]}";

    /// <summary>First three and last four digits of a phone number.</summary>
    public static string Phone(string number) =>
        number.Length < 8 ? new string('*', number.Length) : $"{number[..3]}{new string('*', number.Length - 7)}{number[^4..]}";

    /// <summary>The surname, or two characters of a compound one: 张*, 欧阳*.</summary>
    public static string Name(string name, Pinyin pinyin)
    {
        var kept = pinyin.SurnameOf(name);
        return kept.Length < name.Length ? kept + "*" : kept;
    }
}
