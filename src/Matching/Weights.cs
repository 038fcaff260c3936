namespace Yihe.Matching;

/// <summary>What was learned, ready for scoring: natural logarithms of how much more often a level is seen in one person, or among kin, than by chance.</summary>
internal sealed class Weights
{
    internal required float[][] Same { get; init; }

    internal required float[][] Kin { get; init; }

    /// <summary>What an equal value weighs more, or less, than equal values do on average: term frequency.</summary>
    internal required float[][] Rarity { get; init; }

    /// <summary>Columns, the cheap comparisons first.</summary>
    internal required int[] Order { get; init; }

    /// <summary>After each column the most that the columns after it could still add, with the bound of the listed pairs.</summary>
    internal required float[] MostAfter { get; init; }

    internal float Prior { get; private init; }

    internal float KinPrior { get; private init; }

    internal double Certain { get; private init; }

    internal static Weights Of(Model model, Roster roster, MatchRules rules) =>
        Of(model, roster.Columns, rules, [.. roster.Columns.Select((c, i) => Rareness.Of(c, (model, i), roster, rules.Sounds).OfAll(c))]);

    /// <param name="rarity">of each column what each of its distinct values weighs beside its level</param>
    internal static Weights Of(Model model, IReadOnlyList<Column> columns, MatchRules rules, float[][] rarity)
    {
        var bounds = rules.Verdict;
        var same = Array.ConvertAll(Enumerable.Range(0, columns.Count).ToArray(), c => Tamed(Logs(model.Same[c], model.Random[c])));
        int[] order = [.. Enumerable.Range(0, columns.Count).OrderBy(c => Cost(columns[c].Kind.Compare)).ThenBy(c => c)];
        var after = new float[columns.Count];
        var most = (float)-Math.Log(bounds.Listed / (1 - bounds.Listed)) + 0.01f;
        foreach (var c in order.Reverse())
        {
            after[c] = most;
            most += Math.Max(0, Math.Max(same[c].Max(), same[c][(int)Level.Equal] + rarity[c].DefaultIfEmpty(0).Max()));
        }
        return new Weights
        {
            Same = same,
            Kin = Array.ConvertAll(Enumerable.Range(0, columns.Count).ToArray(), c => Logs(model.Kin[c], model.Random[c])),
            Rarity = rarity,
            Order = order,
            MostAfter = after,
            Prior = (float)Math.Log(model.SameShare / (1 - model.SameShare)),
            KinPrior = (float)Math.Log(model.KinShare / (1 - model.KinShare)),
            Certain = bounds.Same + (1 - bounds.Same) / 2,
        };
    }

    private static int Cost(Comparer compare) =>
        compare == Comparer.Words ? 2
        : compare == Comparer.Name ? 1
        : 0;

    private static float[] Logs(double[] over, double[] under) => [.. over.Zip(under, (o, u) => u == 0 ? 0f : (float)Math.Log(o / u))];

    /// <summary>Nothing says more for one person than equal values do.</summary>
    private static float[] Tamed(float[] logs) => Array.ConvertAll(logs, log => Math.Min(log, logs[(int)Level.Equal]));
}
