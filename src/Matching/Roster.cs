namespace Yihe.Matching;

/// <summary>A column that is compared: its kind and, for every row, which of its distinct values stands there; 0 is none.</summary>
/// <param name="Counts">rows with each distinct value</param>
/// <param name="Terms">shared by the columns of one group, so that equal numbers mean equal values across them</param>
internal sealed record Column(string Name, FieldKind Kind, int[] Rows, int[] Counts, TermTable Terms);

/// <summary>The distinct values of a group of columns.</summary>
internal sealed class TermTable
{
    private readonly Dictionary<string, int> numbers = [];
    private Term[] all = [Term.Nothing];

    internal int Count { get; private set; } = 1;

    internal Term[] All => all;

    internal int NumberOf(in Term term)
    {
        if (term.IsEmpty)
            return 0;
        if (numbers.TryGetValue(term.Text, out var known))
            return known;
        if (Count == all.Length)
            Array.Resize(ref all, Math.Max(16, Count * 2));
        all[Count] = term;
        numbers.Add(term.Text, Count);
        return Count++;
    }
}

/// <summary>One list, or two one after the other, with every value made comparable once.</summary>
/// <param name="FirstOfSecond">the row at which the second list begins; as many as there are rows where there is one list</param>
internal sealed record Roster(IReadOnlyList<string> Ids, int FirstOfSecond, IReadOnlyList<Column> Columns)
{
    internal int Count => Ids.Count;

    internal bool IsTwo => FirstOfSecond < Count;

    /// <summary>How many pairs there are before any is left out.</summary>
    internal double Pairs => IsTwo ? (double)FirstOfSecond * (Count - FirstOfSecond) : Count * (Count - 1.0) / 2;

    /// <summary>Whether two rows may be a pair: of one list any two, of two lists one of each.</summary>
    internal bool MayPair(int a, int b) => !IsTwo || a < FirstOfSecond != b < FirstOfSecond;

    /// <param name="rows">for each row its texts, column by column</param>
    internal static Roster Of(MatchRules rules, IReadOnlyList<(string Name, FieldKind Kind)> columns, RosterRows rows)
    {
        var terms = new Terms(rules);
        var tables = new Dictionary<string, TermTable>();
        var made = new List<Column>();
        for (var c = 0; c < columns.Count; c++)
        {
            var (name, kind) = columns[c];
            var table = kind.Group is { } group && tables.TryGetValue(group, out var shared) ? shared : new TermTable();
            tables.TryAdd(kind.Group ?? $"column {c}", table);
            made.Add(ColumnOf(name, kind, rows.Texts[c], (terms, table)));
        }
        return new Roster(rows.Ids, rows.FirstOfSecond, FromIdentity.Fill(made));
    }

    private static Column ColumnOf(string name, FieldKind kind, string[] texts, (Terms Terms, TermTable Table) at)
    {
        var monthFirst = kind.Compare == Comparer.Date && texts.Any(Dates.IsMonthFirst);
        var known = new Dictionary<string, int>();
        var numbers = new int[texts.Length];
        for (var row = 0; row < texts.Length; row++)
        {
            if (!known.TryGetValue(texts[row], out var number))
                known.Add(texts[row], number = at.Table.NumberOf(at.Terms.Of(kind, texts[row], monthFirst)));
            numbers[row] = number;
        }
        var counts = new int[at.Table.Count];
        foreach (var number in numbers)
            counts[number]++;
        return new Column(name, kind, numbers, counts, at.Table);
    }
}

/// <summary>The texts of a file or two, column by column in the order of the map.</summary>
internal sealed record RosterRows(IReadOnlyList<string> Ids, int FirstOfSecond, IReadOnlyList<string[]> Texts);

/// <summary>What a citizen identity number says of birth and sex stands in for those columns where they are empty.</summary>
internal static class FromIdentity
{
    internal static IReadOnlyList<Column> Fill(List<Column> columns)
    {
        if (columns.Find(c => c.Kind.Compare == Comparer.Identity) is not { } identity)
            return columns;
        return
        [
            .. columns.Select(c =>
                c.Kind.Name switch
                {
                    "birth" => Filled(c, identity, n => Terms.Digits(n[6..14])),
                    "sex" => Filled(c, identity, n => Terms.Plain((n[16] - '0') % 2 == 1 ? "m" : "f")),
                    _ => c,
                }
            ),
        ];
    }

    private static Column Filled(Column column, Column identity, Func<string, Term> said)
    {
        var rows = (int[])column.Rows.Clone();
        for (var row = 0; row < rows.Length; row++)
            if (rows[row] == 0 && identity.Terms.All[identity.Rows[row]] is { IsWhole: true } number)
                rows[row] = column.Terms.NumberOf(said(number.Text));
        var counts = new int[column.Terms.Count];
        foreach (var number in rows)
            counts[number]++;
        return column with { Rows = rows, Counts = counts };
    }
}
