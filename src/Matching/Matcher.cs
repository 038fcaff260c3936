using System.Collections.Concurrent;

namespace Yihe.Matching;

/// <summary>Two rows that may be one person.</summary>
/// <param name="Reasons">each field's contribution in words, the weightiest first</param>
internal sealed record MatchedPair(int Left, int Right, double Probability, string Reasons);

/// <summary>Finds the records of one person in a list, or the same people in two lists.</summary>
internal sealed class Matcher(Roster roster, MatchRules rules)
{
    private const int Seed = 19491001;

    /// <summary>Rows brought together by one block of one pass.</summary>
    private delegate void BlockWork(int pass, ReadOnlySpan<int> rows);

    private readonly Scorer scorer = new(roster, rules.Shapes);

    /// <summary>All pairs from the bound of the listed ones on, by the order of the rows.</summary>
    /// <param name="progress">told the share done, 0 to 1</param>
    internal IReadOnlyList<MatchedPair> Run(Action<double>? progress = null, CancellationToken ct = default)
    {
        if (roster.Pairs < 1)
            return [];
        var blocks = Blocks.Of(roster, rules);
        progress?.Invoke(0.2);
        var model = Learn(blocks, ct);
        progress?.Invoke(0.3);
        var weighed = scorer.With(Weights.Of(model, roster, rules));
        var found = new ConcurrentBag<(int, int, double)>();
        ForEach(blocks, 1, (pass, rows) => Score(blocks, weighed, (pass, found), rows), share => progress?.Invoke(0.3 + 0.7 * share), ct);
        return
        [
            .. found
                .OrderBy(p => p.Item1)
                .ThenBy(p => p.Item2)
                .Select(p => new MatchedPair(p.Item1, p.Item2, p.Item3, weighed.Reasons(p.Item1, p.Item2))),
        ];
    }

    private void Score(Blocks blocks, Scorer weighed, (int Pass, ConcurrentBag<(int, int, double)> Found) to, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        for (var j = i + 1; j < rows.Length; j++)
        {
            if (!roster.MayPair(rows[i], rows[j]) || blocks.MetBefore(to.Pass, rows[i], rows[j]))
                continue;
            var probability = weighed.Probability(rows[i], rows[j]);
            if (probability >= rules.Verdict.Listed)
                to.Found.Add((rows[i], rows[j], probability));
        }
    }

    internal Model Learn(Blocks blocks, CancellationToken ct)
    {
        var all = Enumerable.Range(0, blocks.Passes).Sum(p => Blocks.PairsOf(blocks.Members(p)));
        var stride = (int)Math.Max(1, all / rules.TrainingPairs);
        var seen = new ConcurrentDictionary<ulong, int>();
        ForEach(
            blocks,
            stride,
            (pass, rows) =>
            {
                for (var i = 0; i < rows.Length; i++)
                for (var j = i + 1; j < rows.Length; j++)
                    if (roster.MayPair(rows[i], rows[j]) && !blocks.MetBefore(pass, rows[i], rows[j]))
                        seen.AddOrUpdate(scorer.Pattern(rows[i], rows[j]), 1, (_, n) => n + 1);
            },
            null,
            ct
        );
        var patterns = seen.OrderBy(p => p.Key).ToList();
        var candidates = new Patterns([.. patterns.Select(p => p.Key)], [.. patterns.Select(p => (double)p.Value * stride)]);
        return new Learning(roster, rules, candidates, RandomPairs(rules.RandomPairs)).Run();
    }

    /// <summary>A model of a list of people each of whom is in it once: only what strangers have in common is learned.</summary>
    internal Model ByChance(int pairs) => new Learning(roster, rules, new Patterns([], []), RandomPairs(pairs)).Run();

    private Patterns RandomPairs(int most)
    {
        var seen = new Dictionary<ulong, double>();
        void Count(int a, int b)
        {
            if (a != b && roster.MayPair(a, b))
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(seen, scorer.Pattern(a, b), out _)++;
        }
        if (roster.Pairs <= most)
            for (var a = 0; a < roster.Count; a++)
            for (var b = a + 1; b < roster.Count; b++)
                Count(a, b);
        else
        {
            var random = new Random(Seed);
            for (var i = 0; i < most; i++)
                Count(random.Next(roster.Count), random.Next(roster.Count));
        }
        var patterns = seen.OrderBy(p => p.Key).ToList();
        return new Patterns([.. patterns.Select(p => p.Key)], [.. patterns.Select(p => p.Value)]);
    }

    /// <summary>Every stride-th block of every pass, on all cores.</summary>
    private static void ForEach(Blocks blocks, int stride, BlockWork work, Action<double>? progress, CancellationToken ct)
    {
        for (var pass = 0; pass < blocks.Passes; pass++)
        {
            var (at, members) = (pass, blocks.Members(pass));
            var chosen = (members.Starts.Length - 2 + stride - 1) / stride;
            Parallel.ForEach(
                Partitioner.Create(0, Math.Max(1, chosen), 256),
                new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount },
                range =>
                {
                    for (var n = range.Item1; n < Math.Min(range.Item2, chosen); n++)
                    {
                        var block = 1 + n * stride;
                        work(at, members.Rows.AsSpan(members.Starts[block]..members.Starts[block + 1]));
                    }
                }
            );
            progress?.Invoke((pass + 1.0) / blocks.Passes);
        }
    }
}
