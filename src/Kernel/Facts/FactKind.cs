using System.Globalization;

namespace Yihe.Kernel.Facts;

/// <summary>A field of a kind of fact: a word (a code, or one of some choices), or a whole number with its unit.</summary>
/// <param name="Name">English, stable: indicators and files name it</param>
/// <param name="Unit">of a number, such as 分, 天, 人; null for a word</param>
/// <param name="Choices">code → words, where only these may be said; null where any code may</param>
/// <param name="Untold">a number of the platform's own, such as an account's, that tells a reader nothing</param>
public sealed record FactField(
    string Name,
    string Words,
    string? Unit = null,
    IReadOnlyDictionary<string, string>? Choices = null,
    bool Untold = false
)
{
    private static readonly Dictionary<string, string> YesOrNo = new() { ["yes"] = "是", ["no"] = "否" };

    public bool IsNumber => Unit is not null;

    public static FactField YesNo(string name, string words) => new(name, words, Choices: YesOrNo);

    /// <summary>One of the values of an enumeration, by its name in JSON.</summary>
    public static FactField Of<T>(string name, string words)
        where T : struct, Enum =>
        new(name, words, Choices: Enum.GetNames<T>().ToDictionary(Shape.JsonName, value => Shape.WordsFor(typeof(T).GetField(value)!)));

    /// <summary>What a field says, in words.</summary>
    public string Say(object? value) =>
        value switch
        {
            null => "",
            _ when Untold => "",
            string word => Choices?.GetValueOrDefault(word) ?? word,
            _ => string.Create(CultureInfo.InvariantCulture, $"{value} {Unit}"),
        };
}

/// <summary>
/// A kind of fact (事实种类), declared once: what it tells, and how its fields are kept. A fact of it is written by the work of one module,
/// or comes by the import door; indicators do not care which.
/// </summary>
/// <param name="Name">stable, dotted: <c>encounter.closed</c></param>
/// <param name="Personal">it is about one person</param>
/// <param name="FromWork">a module of this build writes it; else it comes by import alone</param>
public sealed record FactKind(string Name, string Words, bool Personal, bool FromWork, IReadOnlyList<FactField> Fields)
{
    public const int MostWords = 5;
    public const int MostNumbers = 4;

    /// <summary>The field with its place among the words or the numbers, counted from 0; null where the kind has none of that name.</summary>
    public (FactField Field, int At)? Find(string field) =>
        Fields.FirstOrDefault(f => f.Name == field) is { } found
            ? (found, Fields.Where(f => f.IsNumber == found.IsNumber).TakeWhile(f => f != found).Count())
            : null;

    /// <summary>What is wrong with the declaration itself; none in a build that passes its tests.</summary>
    public IEnumerable<string> Faults()
    {
        if (Fields.Count(f => !f.IsNumber) > MostWords || Fields.Count(f => f.IsNumber) > MostNumbers)
            yield return $"{Name}: at most {MostWords} words and {MostNumbers} numbers";
        if (Fields.DistinctBy(f => f.Name).Count() < Fields.Count)
            yield return $"{Name}: a field is declared twice";
    }
}
