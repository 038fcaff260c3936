namespace Yihe.Matching;

/// <summary>Looks at two rows: the level of every column, and what they weigh together. One for each thread; it allocates nothing per pair.</summary>
internal sealed class Scorer
{
    internal const int LevelBits = 4;
    internal const int MostColumns = 64 / LevelBits;
    private readonly LookAlikes shapes;
    private readonly Column[] columns;
    private readonly int[] cells;
    private readonly int[][] siblings;
    private readonly Weights? weights;

    private Scorer(LookAlikes shapes, Column[] columns, (int[] Cells, int[][] Siblings) layout, Weights? weights) =>
        (this.shapes, this.columns, (cells, siblings), this.weights) = (shapes, columns, layout, weights);

    internal Scorer(Roster roster, LookAlikes shapes)
        : this(shapes, [.. roster.Columns], (Layout(roster), SiblingsOf(roster.Columns)), null) { }

    internal Scorer With(Weights weights) => new(shapes, columns, (cells, siblings), weights);

    /// <summary>Row by row, so that a pair touches two places in memory and not two per column.</summary>
    private static int[] Layout(Roster roster)
    {
        var (width, cells) = (roster.Columns.Count, new int[checked(roster.Columns.Count * roster.Count)]);
        for (var c = 0; c < width; c++)
        {
            var rows = roster.Columns[c].Rows;
            for (var row = 0; row < rows.Length; row++)
                cells[row * width + c] = rows[row];
        }
        return cells;
    }

    private static int[][] SiblingsOf(IReadOnlyList<Column> columns) =>
        [
            .. columns.Select(
                (one, c) =>
                    columns
                        .Select((other, i) => (other, i))
                        .Where(o => o.i != c && one.Kind.Group is { } group && o.other.Kind.Group == group)
                        .Select(o => o.i)
                        .ToArray()
            ),
        ];

    /// <summary>The levels of all columns, four bits each, the first column lowest.</summary>
    internal ulong Pattern(int a, int b)
    {
        var pattern = 0UL;
        for (var c = 0; c < columns.Length; c++)
            pattern |= (ulong)LevelOf(c, a, b) << (c * LevelBits);
        return pattern;
    }

    internal Level LevelOf(int column, int a, int b)
    {
        var left = cells.AsSpan(a * columns.Length, columns.Length);
        var right = cells.AsSpan(b * columns.Length, columns.Length);
        var (x, y) = (left[column], right[column]);
        if (x == y && x != 0)
            return Level.Equal;
        foreach (var sibling in siblings[column])
            if ((x != 0 && x == right[sibling]) || (y != 0 && y == left[sibling]))
                return Level.Swapped;
        if (x == 0 || y == 0)
            return Level.Missing;
        ref readonly var one = ref columns[column].Terms.All[x];
        ref readonly var two = ref columns[column].Terms.All[y];
        return Comparison.Of(columns[column].Kind, one, two, shapes);
    }

    /// <summary>How probable it is that two rows are one person, 0 to 1; 0 as soon as it cannot reach the bound of the listed pairs.</summary>
    internal double Probability(int a, int b)
    {
        var (same, kin, identity) = (weights!.Prior, weights.KinPrior, Level.Missing);
        foreach (var c in weights.Order)
        {
            var level = LevelOf(c, a, b);
            same += weights.Same[c][(int)level];
            kin += weights.Kin[c][(int)level];
            if (level == Level.Equal)
            {
                var rarity = weights.Rarity[c][cells[a * columns.Length + c]];
                same += rarity;
                kin += columns[c].Kind.Shared ? rarity : 0;
            }
            if (columns[c].Kind.Compare == Comparer.Identity && level == Level.Equal)
                identity = level;
            if (identity == Level.Missing && same + weights.MostAfter[c] < 0)
                return 0;
        }
        var probability = 1 / (1 + Math.Exp(-same) + Math.Exp(kin - same));
        return identity == Level.Equal && NothingSpeaksAgainst(a, b) ? Math.Max(probability, weights.Certain) : probability;
    }

    /// <summary>One identity number and neither another name nor another birth date: one person, without weighing.</summary>
    private bool NothingSpeaksAgainst(int a, int b)
    {
        for (var c = 0; c < columns.Length; c++)
            if (columns[c].Kind.Name is "name" or "given_name" or "birth" or "sex" && LevelOf(c, a, b) == Level.Different)
                return false;
        return true;
    }

    /// <summary>What is concluded, and what each column says in their order.</summary>
    internal Weighed Weigh(int a, int b) =>
        new(
            Probability(a, b),
            Enumerable.Range(0, columns.Length).Any(c => columns[c].Kind.Compare == Comparer.Identity && LevelOf(c, a, b) == Level.Equal),
            Enumerable.Range(0, columns.Length).Any(c => Contradicts(columns[c].Kind.Name, LevelOf(c, a, b))),
            [.. Enumerable.Range(0, columns.Length).Select(c => SaidOf(c, a, b))]
        );

    /// <summary>Of a family the members have the surname in common, and may have used one card.</summary>
    private static bool Contradicts(string kind, Level level) =>
        kind is "name" or "given_name" ? level >= Level.Partly : kind is "birth" or "sex" && level == Level.Different;

    private FieldSaid SaidOf(int column, int a, int b)
    {
        var level = LevelOf(column, a, b);
        if (level == Level.Missing)
            return new(columns[column].Name, "有一方没有", null);
        var rarity = level == Level.Equal ? weights!.Rarity[column][cells[a * columns.Length + column]] : 0;
        var bits = (weights!.Same[column][(int)level] + rarity) / Math.Log(2);
        return new(columns[column].Name, columns[column].Kind.Levels[level].Words, Math.Round(bits, 1));
    }

    /// <summary>What each column says, the weightiest first.</summary>
    internal string Reasons(int a, int b)
    {
        var said = Enumerable
            .Range(0, columns.Length)
            .Select(c => (Column: columns[c], Level: LevelOf(c, a, b), Number: cells[a * columns.Length + c], At: c))
            .Where(f => f.Level != Level.Missing)
            .Select(f => (f.Column, f.Level, Rarity: f.Level == Level.Equal ? weights!.Rarity[f.At][f.Number] : 0, f.At))
            .Select(f => (f.Column, f.Level, f.Rarity, Weight: weights!.Same[f.At][(int)f.Level] + f.Rarity))
            .OrderByDescending(f => Math.Abs(f.Weight))
            .Select(f => Said(f.Column, f.Level, (f.Weight, f.Rarity)));
        return string.Join('；', said);
    }

    private static string Said(Column column, Level level, (float All, float Rarity) weight)
    {
        var bits = Math.Abs(weight.All) / Math.Log(2);
        var rarity =
            weight.Rarity > 2 ? "少见，"
            : weight.Rarity < -2 ? "常见，"
            : "";
        return FormattableString.Invariant(
            $"{column.Name}{column.Kind.Levels[level].Words}（{rarity}{(weight.All < 0 ? "反对" : "支持")} {bits:0.0}）"
        );
    }
}
