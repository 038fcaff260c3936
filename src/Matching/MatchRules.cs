using System.Text.Json;
using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Kernel.Data;

namespace Yihe.Matching;

/// <summary>How values of one kind of field are compared.</summary>
internal enum Comparer
{
    Name,
    Identity,
    Digits,
    Date,
    Number,
    Set,
    Words,
}

/// <summary>What one level says in Chinese, and how often it is seen before anything was learned, 0 to 1.</summary>
/// <param name="Same">between two records of one person</param>
/// <param name="Kin">between two people of one household, twins among them</param>
/// <param name="MostKin">however a file looks, not more often between kin than this; of what tells people apart alone</param>
internal sealed record LevelPrior(string Words, double Same, double Kin, double? MostKin = null);

/// <summary>A kind of field.</summary>
/// <param name="Shared">people of one household have it in common</param>
/// <param name="MostDifferent">however a file looks, one person's two values differ no more often than this</param>
/// <param name="Group">columns of one group are also compared crosswise</param>
internal sealed record FieldKind(
    string Title,
    IReadOnlyList<string> Aliases,
    Comparer Compare,
    bool Shared,
    double MostDifferent,
    IReadOnlyDictionary<Level, LevelPrior> Levels,
    string? Group = null
)
{
    public string Name { get; internal set; } = "";
}

internal sealed record PriorWeight(double Weight, double KinWeight);

/// <param name="Same">from here on two records are one person</param>
/// <param name="Listed">from here on a pair is listed, and below <paramref name="Same"/> a person decides</param>
public sealed record Bounds(double Same, double Listed);

/// <summary>
/// The frozen part of matching, the same for every file: kinds of fields with their levels and priors, blocking passes and bounds.
/// Read from <c>knowledge/matching.json</c>, <c>knowledge/shapes.tsv</c> and the pinyin tables.
/// </summary>
public sealed class MatchRules
{
    private sealed record Document(
        string Source,
        PriorWeight Prior,
        Bounds Verdict,
        HashSet<string> Nothing,
        int RowsPerBlock,
        int PairsPerRow,
        int TrainingPairs,
        int RandomPairs,
        IReadOnlyList<string> Passes,
        IReadOnlyList<string> Refine,
        Dictionary<string, FieldKind> Kinds
    );

    private readonly Document document;
    private readonly Dictionary<string, FieldKind> byWord = [];

    private MatchRules(Document document, LookAlikes shapes, Pinyin pinyin)
    {
        (this.document, Shapes, Sounds) = (document, shapes, new Sounds(pinyin));
        foreach (var (name, kind) in document.Kinds)
        {
            kind.Name = name;
            foreach (var alias in kind.Aliases.Prepend(name))
                byWord.TryAdd(alias, kind);
        }
    }

    internal LookAlikes Shapes { get; }

    internal Sounds Sounds { get; }

    internal PriorWeight Prior => document.Prior;

    public Bounds Verdict => document.Verdict;

    /// <summary>Words that stand where nothing is known.</summary>
    internal IReadOnlySet<string> Nothing => document.Nothing;

    internal int RowsPerBlock => document.RowsPerBlock;

    internal int PairsPerRow => document.PairsPerRow;

    internal int TrainingPairs => document.TrainingPairs;

    internal int RandomPairs => document.RandomPairs;

    internal IReadOnlyList<string> Passes => document.Passes;

    internal IReadOnlyList<string> Refine => document.Refine;

    internal IEnumerable<FieldKind> Kinds => document.Kinds.Values;

    public static MatchRules Load(string knowledge) =>
        new(
            JsonSerializer.Deserialize<Document>(File.ReadAllText(Path.Combine(knowledge, "matching.json")), JsonText.Options)!,
            LookAlikes.Load(knowledge),
            Pinyin.Load(knowledge)
        );

    /// <summary>The kind a map means by a word, English or Chinese; null where none is known by it.</summary>
    internal FieldKind? KindOf(string word) => byWord.GetValueOrDefault(word.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_'));

    internal Verdict VerdictOn(double probability) =>
        probability >= Verdict.Same ? Matching.Verdict.Same
        : probability >= Verdict.Listed ? Matching.Verdict.PersonDecides
        : Matching.Verdict.Different;
}
