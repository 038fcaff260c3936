namespace Yihe.Matching;

/// <summary>
/// Which rows are brought together in which pass. Blocks are kept row by row, so that whether two rows met in an earlier pass
/// is seen at once and no pair is kept twice; a block too large is parted further, and what then is still too large is left out.
/// </summary>
internal sealed class Blocks
{
    private readonly int[] ofRow;

    private Blocks(int passes, int rows) => (Passes, ofRow) = (passes, new int[checked(passes * rows)]);

    internal int Passes { get; }

    /// <summary>Rows of each block of a pass: those of block b stand from Starts[b] to Starts[b + 1].</summary>
    internal readonly record struct Pass(int[] Starts, int[] Rows);

    internal static Blocks Of(Roster roster, MatchRules rules)
    {
        var parts = new Dictionary<string, IReadOnlyList<ulong[]>>();
        IReadOnlyList<ulong[]> PartOf(string name) =>
            parts.TryGetValue(name, out var known) ? known : parts[name] = Keys.Of(name, roster, rules.Sounds);
        var passes = rules.Passes.SelectMany(p => Combined(p.Split('+').Select(PartOf))).ToList();
        var refine = rules.Refine.SelectMany(PartOf).ToList();
        var blocks = new Blocks(passes.Count, roster.Count);
        Parallel.For(0, passes.Count, pass => blocks.FillWithin(rules, pass, passes[pass], refine));
        return blocks;
    }

    private static IEnumerable<ulong[]> Combined(IEnumerable<IReadOnlyList<ulong[]>> parts) =>
        parts.Aggregate(
            (IEnumerable<ulong[]>?)null,
            (made, part) => made is null ? part : made.SelectMany(one => part.Select(two => Zip(one, two)))
        )!;

    private static ulong[] Zip(ulong[] one, ulong[] two)
    {
        var both = new ulong[one.Length];
        for (var i = 0; i < both.Length; i++)
            both[i] = Hash.Of(one[i], two[i]);
        return both;
    }

    /// <summary>Parts the blocks of a pass finer until they make no more pairs than the rules allow per row.</summary>
    private void FillWithin(MatchRules rules, int pass, ulong[] keys, List<ulong[]> refine)
    {
        for (var most = rules.RowsPerBlock; most > 1; most /= 3)
            if (new Filling(this, pass, refine, most).Fill(keys) <= (double)rules.PairsPerRow * keys.Length)
                return;
    }

    /// <summary>Numbers the blocks of one pass; none has more rows than are allowed.</summary>
    private sealed class Filling(Blocks blocks, int pass, List<ulong[]> refine, int most)
    {
        private int next = 1;
        private double pairs;

        internal double Fill(ulong[] keys)
        {
            var rows = new int[keys.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = i;
                blocks.ofRow[i * blocks.Passes + pass] = 0;
            }
            Part((ulong[])keys.Clone(), rows, 0);
            return pairs;
        }

        private void Part(ulong[] keys, int[] rows, int finer)
        {
            Array.Sort(keys, rows);
            for (int from = 0, to; from < rows.Length; from = to)
            {
                for (to = from + 1; to < rows.Length && keys[to] == keys[from]; to++) { }
                if (keys[from] == 0 || to - from < 2)
                    continue;
                if (to - from <= most)
                    Number(rows.AsSpan(from..to));
                else if (finer < refine.Count)
                {
                    var part = rows[from..to];
                    Part(Array.ConvertAll(part, row => refine[finer][row]), part, finer + 1);
                }
            }
        }

        private void Number(ReadOnlySpan<int> rows)
        {
            foreach (var row in rows)
                blocks.ofRow[row * blocks.Passes + pass] = next;
            next++;
            pairs += rows.Length * (rows.Length - 1.0) / 2;
        }
    }

    /// <summary>Whether two rows met in a pass before this one.</summary>
    internal bool MetBefore(int pass, int a, int b)
    {
        var x = ofRow.AsSpan(a * Passes, pass);
        var y = ofRow.AsSpan(b * Passes, pass);
        for (var i = 0; i < x.Length; i++)
            if (x[i] == y[i] && x[i] != 0)
                return true;
        return false;
    }

    internal Pass Members(int pass)
    {
        var last = 0;
        for (var at = pass; at < ofRow.Length; at += Passes)
            last = Math.Max(last, ofRow[at]);
        var starts = new int[last + 2];
        for (var at = pass; at < ofRow.Length; at += Passes)
            if (ofRow[at] > 0)
                starts[ofRow[at] + 1]++;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        var (rows, next) = (new int[starts[^1]], (int[])starts.Clone());
        for (var row = 0; row * Passes + pass < ofRow.Length; row++)
            if (ofRow[row * Passes + pass] is > 0 and var block)
                rows[next[block]++] = row;
        return new Pass(starts, rows);
    }

    /// <summary>How many pairs a pass would bring together, met before or not.</summary>
    internal static long PairsOf(Pass pass)
    {
        var pairs = 0L;
        for (var b = 1; b + 1 < pass.Starts.Length; b++)
        {
            long rows = pass.Starts[b + 1] - pass.Starts[b];
            pairs += rows * (rows - 1) / 2;
        }
        return pairs;
    }
}
