namespace Yihe.Matching;

/// <summary>Patterns of levels with how many pairs show them.</summary>
internal sealed record Patterns(ulong[] Keys, double[] Pairs)
{
    internal double Total { get; } = Pairs.Sum();
}

/// <summary>
/// Learns a model from a file without being told the answers (expectation–maximization over three sorts of pairs: one person, kin, strangers).
/// Strangers are learned from random pairs, the others from the pairs that blocking brings together; the frozen priors count as so many pairs seen,
/// and bounds keep a file of twins or of no duplicates at all from teaching that different names are one person.
/// </summary>
internal sealed class Learning(Roster roster, MatchRules rules, Patterns candidates, Patterns random)
{
    private const int MostRounds = 60;
    private const double Settled = 1e-5;

    /// <summary>Among kin what tells people apart agrees at most so much oftener than the prior says.</summary>
    private const double MostOverPrior = 1.5;
    private readonly Model model = new(roster.Columns.Count);
    private readonly double[] equalByChance = [.. roster.Columns.Select(c => Chance(c, roster))];

    internal Model Run()
    {
        Begin();
        for (var round = 0; round < MostRounds; round++)
        {
            var before = model.SameShare;
            Round();
            if (round > 5 && Math.Abs(model.SameShare - before) < Settled * before)
                break;
        }
        return model;
    }

    private void Begin()
    {
        for (var c = 0; c < roster.Columns.Count; c++)
        {
            var levels = roster.Columns[c].Kind.Levels;
            foreach (var (level, prior) in levels)
            {
                model.Same[c][(int)level] = prior.Same / levels.Values.Sum(l => l.Same);
                model.Kin[c][(int)level] = prior.Kin / levels.Values.Sum(l => l.Kin);
            }
        }
        model.SameShare = 0.3 * roster.Count / roster.Pairs / 2;
        model.KinShare = roster.Count / roster.Pairs / 2;
        (model.SameShare, model.KinShare) = (Math.Min(model.SameShare, 0.1), Math.Min(model.KinShare, 0.1));
        Strangers(random.Pairs);
    }

    private void Round()
    {
        var (same, kin, strange) = (Model.Fresh(roster.Columns.Count), Model.Fresh(roster.Columns.Count), new double[random.Keys.Length]);
        var (sames, kins) = (0.0, 0.0);
        for (var i = 0; i < candidates.Keys.Length; i++)
        {
            var (s, k) = Posterior(candidates.Keys[i]);
            Count(same, candidates.Keys[i], s * candidates.Pairs[i]);
            Count(kin, candidates.Keys[i], k * candidates.Pairs[i]);
            (sames, kins) = (sames + s * candidates.Pairs[i], kins + k * candidates.Pairs[i]);
        }
        for (var i = 0; i < strange.Length; i++)
            strange[i] = random.Pairs[i] * (1 - Posterior(random.Keys[i]).Same);
        for (var c = 0; c < roster.Columns.Count; c++)
            Learn(c, same[c], kin[c]);
        var least = Math.Min(0.3, 0.5 / roster.Pairs);
        model.SameShare = Math.Clamp(sames / roster.Pairs, least, 0.5);
        model.KinShare = Math.Clamp(kins / roster.Pairs, least, 0.4);
        Strangers(strange);
    }

    internal (double Same, double Kin) Posterior(ulong pattern)
    {
        var (same, kin, strange) = (model.SameShare, model.KinShare, 1 - model.SameShare - model.KinShare);
        for (var c = 0; pattern != 0; c++, pattern >>= Scorer.LevelBits)
        {
            var level = (int)(pattern & 15);
            if (level == 0)
                continue;
            same *= model.Same[c][level];
            kin *= model.Kin[c][level];
            strange *= model.Random[c][level];
        }
        var all = same + kin + strange;
        return all == 0 ? (0, 0) : (same / all, kin / all);
    }

    private static void Count(double[][] seen, ulong pattern, double pairs)
    {
        for (var c = 0; pattern != 0; c++, pattern >>= Scorer.LevelBits)
            seen[c][(int)(pattern & 15)] += pairs;
    }

    private void Learn(int column, double[] same, double[] kin)
    {
        var kind = roster.Columns[column].Kind;
        Blend(model.Same[column], same, (kind, rules.Prior.Weight), l => l.Same);
        Blend(model.Kin[column], kin, (kind, rules.Prior.KinWeight), l => l.Kin);
        Cap(model.Same[column], Level.Different, kind.MostDifferent);
        if (!kind.Shared)
            foreach (var (level, prior) in kind.Levels)
                if (level < Level.Near)
                    Cap(model.Kin[column], level, prior.MostKin ?? prior.Kin * MostOverPrior);
    }

    private static void Blend(double[] learned, double[] seen, (FieldKind Kind, double Weight) of, Func<LevelPrior, double> prior)
    {
        var (all, priors) = (0.0, of.Kind.Levels.Values.Sum(prior));
        foreach (var level in of.Kind.Levels.Keys)
            all += seen[(int)level];
        foreach (var (level, known) in of.Kind.Levels)
            learned[(int)level] = (seen[(int)level] + of.Weight * prior(known) / priors) / (all + of.Weight);
    }

    private static void Cap(double[] shares, Level level, double most)
    {
        var share = shares[(int)level];
        if (share <= most)
            return;
        for (var i = 0; i < shares.Length; i++)
            shares[i] *= (1 - most) / (1 - share);
        shares[(int)level] = most;
    }

    /// <summary>What strangers have in common, from random pairs without those that look like one person; equal values by counting them all.</summary>
    private void Strangers(double[] pairs)
    {
        var seen = Model.Fresh(roster.Columns.Count);
        for (var i = 0; i < random.Keys.Length; i++)
            Count(seen, random.Keys[i], pairs[i]);
        for (var c = 0; c < roster.Columns.Count; c++)
        {
            var (levels, shares) = (roster.Columns[c].Kind.Levels.Keys, model.Random[c]);
            var least = Math.Min(0.01, 0.5 / roster.Pairs);
            shares[(int)Level.Equal] = Math.Max(equalByChance[c] - model.SameShare * model.Same[c][(int)Level.Equal], least);
            model.ChanceShare[c] = equalByChance[c] == 0 ? 1 : Math.Min(1, shares[(int)Level.Equal] / equalByChance[c]);
            var others = levels.Where(l => l != Level.Equal).Sum(l => seen[c][(int)l] + 0.25);
            foreach (var level in levels)
                if (level != Level.Equal)
                    shares[(int)level] = (seen[c][(int)level] + 0.25) / others * (1 - shares[(int)Level.Equal]);
        }
    }

    /// <summary>The share of all pairs, both of which say something, that have equal values.</summary>
    private static double Chance(Column column, Roster roster)
    {
        var (first, second) = (new double[column.Counts.Length], new double[column.Counts.Length]);
        for (var row = 0; row < column.Rows.Length; row++)
            (row < roster.FirstOfSecond ? first : second)[column.Rows[row]]++;
        var (known, other) = (first.Skip(1).Sum(), second.Skip(1).Sum());
        var equal = 0.0;
        for (var i = 1; i < first.Length; i++)
            equal += roster.IsTwo ? first[i] * second[i] : first[i] * (first[i] - 1);
        return equal / Math.Max(1, roster.IsTwo ? known * other : known * (known - 1));
    }
}
