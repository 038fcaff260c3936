namespace Yihe.Matching;

/// <summary>What one field says about two records.</summary>
/// <param name="Words">how far it agrees: 相同、读音相同、不同</param>
/// <param name="Bits">logarithm to base 2 of how much it speaks for one person, or against where negative; null where one of the two says nothing</param>
public sealed record FieldSaid(string Field, string Words, double? Bits);

/// <summary>Two records weighed.</summary>
/// <param name="SameNumber">their identity numbers agree</param>
/// <param name="Contradicted">name, birth date or sex speaks against one person</param>
public sealed record Weighed(double Probability, bool SameNumber, bool Contradicted, IReadOnlyList<FieldSaid> Said);

/// <summary>
/// What people of a place have in common by chance (标尺), learned from some of them, to weigh one record that comes in against those it may mean.
/// The same levels, priors and bounds as for whole lists; what chance does is the place's own.
/// </summary>
public sealed class Yardstick
{
    /// <summary>Of all who come in so many are known already, before anything is looked at; and so many of one's kin are.</summary>
    private const double KnownShare = 0.5;
    private const double KinEach = 3;
    private const int MostRandomPairs = 20_000;
    private readonly MatchRules rules;
    private readonly IReadOnlyList<(string Name, FieldKind Kind)> columns;
    private readonly Model model;
    private readonly Rareness[] rareness;
    private readonly Dictionary<string, int>[] seen;

    private Yardstick(MatchRules rules, IReadOnlyList<(string Name, FieldKind Kind)> columns, Roster sample, int people)
    {
        (this.rules, this.columns) = (rules, columns);
        model = new Matcher(sample, rules).ByChance(MostRandomPairs);
        model.SameShare = KnownShare / Math.Max(2, people);
        model.KinShare = Math.Min(0.4, KinEach / Math.Max(8, people));
        rareness = [.. sample.Columns.Select((c, i) => Rareness.Of(c, (model, i), sample, rules.Sounds))];
        seen =
        [
            .. sample.Columns.Select(c =>
                Enumerable
                    .Range(1, c.Counts.Length - 1)
                    .Where(i => c.Counts[i] > 0)
                    .ToDictionary(i => c.Terms.All[i].Text, i => c.Counts[i])
            ),
        ];
    }

    /// <param name="columns">heading and kind of each column, such as 姓名 and <c>name</c></param>
    /// <param name="sample">some of the people, by chance; their texts in the order of the columns</param>
    /// <param name="people">how many there are in all</param>
    /// <exception cref="ArgumentException">a kind is not known to the rules</exception>
    public static Yardstick Learn(
        MatchRules rules,
        IReadOnlyList<(string Name, string Kind)> columns,
        IReadOnlyList<IReadOnlyList<string>> sample,
        int people
    )
    {
        var kinds = columns.Select(c => (c.Name, rules.KindOf(c.Kind) ?? throw new ArgumentException(c.Kind, nameof(columns)))).ToList();
        var nobody = Enumerable.Repeat("", columns.Count).ToArray();
        return new(rules, kinds, RosterOf(rules, kinds, [nobody, nobody, .. sample], sample.Count + 2), people);
    }

    /// <summary>One record against each of some others.</summary>
    public IReadOnlyList<Weighed> Weigh(IReadOnlyList<string> one, IReadOnlyList<IReadOnlyList<string>> others)
    {
        var roster = RosterOf(rules, columns, [one, .. others], 1);
        var rarity = roster.Columns.Select((c, i) => RarityOf(c, i)).ToArray();
        var scorer = new Scorer(roster, rules.Shapes).With(Weights.Of(model, roster.Columns, rules, rarity));
        return [.. others.Select((_, i) => scorer.Weigh(0, i + 1))];
    }

    private float[] RarityOf(Column column, int at)
    {
        var rarity = new float[column.Counts.Length];
        for (var i = 1; i < Math.Min(rarity.Length, column.Terms.Count); i++)
            rarity[i] = rareness[at].Of(column.Terms.All[i], seen[at].GetValueOrDefault(column.Terms.All[i].Text));
        return rarity;
    }

    private static Roster RosterOf(
        MatchRules rules,
        IReadOnlyList<(string Name, FieldKind Kind)> columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        int firstOfSecond
    ) =>
        Roster.Of(
            rules,
            columns,
            new RosterRows(
                [.. rows.Select((_, i) => $"{i}")],
                firstOfSecond,
                [.. columns.Select((_, c) => rows.Select(r => r[c]).ToArray())]
            )
        );
}
