namespace Yihe.Matching;

/// <summary>What was learned, ready for scoring: natural logarithms of how much more often a level is seen in one person, or among kin, than by chance.</summary>
internal sealed class Weights
{
    /// <summary>At most so much does a frequent or rare value move a weight.</summary>
    private const double MostRarity = 9;

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

    internal static Weights Of(Model model, Roster roster, MatchRules rules)
    {
        var (columns, bounds) = (roster.Columns, rules.Verdict);
        var same = Array.ConvertAll(Enumerable.Range(0, columns.Count).ToArray(), c => Tamed(Logs(model.Same[c], model.Random[c])));
        var rarity = columns.Select((c, i) => RarityOf(c, (model, i), roster, rules.Sounds)).ToArray();
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

    /// <summary>A value of which there are many is likelier to meet by chance; the partners a row has on average are not chance.</summary>
    private static float[] RarityOf(Column column, (Model Model, int At) of, Roster roster, Sounds sounds)
    {
        var (model, at) = of;
        var average = model.Random[at][(int)Level.Equal];
        var (rows, partners) = ((double)roster.Count - column.Rows.Count(r => r == 0), model.PartnersOf(roster));
        if (rows < 2)
            return new float[column.Counts.Length];
        var least = Math.Min(average, 0.5 / rows);
        var (byChance, ofParts) = (model.ChanceShare[at], column.Kind.Name == "name" ? new NameParts(column, sounds) : null);
        var rarity = new float[column.Counts.Length];
        for (var i = 1; i < rarity.Length; i++)
        {
            var seen = byChance * (column.Counts[i] - 1 - partners) / rows;
            var chance = Math.Max(Math.Max(seen, ofParts?.Chance(column.Terms.All[i]) ?? 0), least);
            rarity[i] = (float)Math.Clamp(Math.Log(average / chance), -MostRarity, MostRarity);
        }
        return rarity;
    }

    /// <summary>How common the surname and the given name of a full Chinese name are, each by itself: what is seen once may still be common.</summary>
    private sealed class NameParts
    {
        private readonly Sounds sounds;
        private readonly Dictionary<string, double> surnames = [];
        private readonly Dictionary<string, double> givens = [];
        private double all;

        internal NameParts(Column column, Sounds sounds)
        {
            this.sounds = sounds;
            for (var i = 1; i < column.Counts.Length; i++)
            {
                if (column.Terms.All[i].Form != Form.Han || column.Counts[i] == 0)
                    continue;
                var (surname, given) = sounds.Parted(column.Terms.All[i].Text);
                surnames[surname] = surnames.GetValueOrDefault(surname) + 1;
                givens[given] = givens.GetValueOrDefault(given) + 1;
                all++;
            }
        }

        internal double Chance(in Term name)
        {
            if (name.Form != Form.Han)
                return 0;
            var (surname, given) = sounds.Parted(name.Text);
            return surnames.GetValueOrDefault(surname) / all * (givens.GetValueOrDefault(given) / all);
        }
    }
}
