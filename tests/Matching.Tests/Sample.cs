using Yihe.Basis;

namespace Yihe.Matching.Tests;

/// <summary>A list made up with its answers: records of one person have the same number.</summary>
/// <param name="Columns">heading and kind of each column</param>
internal sealed record Sample(IReadOnlyList<(string Name, string Kind)> Columns, IReadOnlyList<(int Person, string[] Cells)> Records)
{
    internal static readonly MatchRules Rules = MatchRules.Load(Path.Combine(Repo.Root, "knowledge"));

    /// <summary>How well the pairs found are those that are there.</summary>
    internal sealed record Quality(int Truth, int Found, int Right)
    {
        internal double Precision => Found == 0 ? 1 : (double)Right / Found;

        internal double Recall => Truth == 0 ? 1 : (double)Right / Truth;

        internal double F1 => 2 * Precision * Recall / (Precision + Recall);

        public override string ToString() =>
            FormattableString.Invariant($"{Truth} pairs, {Found} found, P {Precision:0.0000} R {Recall:0.0000} F1 {F1:0.0000}");
    }

    internal Roster Roster(int firstOfSecond = int.MaxValue)
    {
        var texts = Enumerable.Range(0, Columns.Count).Select(c => Records.Select(r => r.Cells[c]).ToArray()).ToArray();
        return Matching.Roster.Of(
            Rules,
            [.. Columns.Select(c => (c.Name, Rules.KindOf(c.Kind)!))],
            new RosterRows([.. Records.Select((_, i) => $"r{i}")], Math.Min(firstOfSecond, Records.Count), texts)
        );
    }

    internal Quality Judge(int firstOfSecond = int.MaxValue)
    {
        var roster = Roster(firstOfSecond);
        var pairs = new Matcher(roster, Rules).Run();
        var truth = 0;
        foreach (var person in Enumerable.Range(0, Records.Count).GroupBy(i => Records[i].Person))
        foreach (var a in person)
            truth += person.Count(b => a < b && roster.MayPair(a, b));
        return new Quality(truth, pairs.Count, pairs.Count(p => Records[p.Left].Person == Records[p.Right].Person));
    }

    internal Sample Without(params string[] columns)
    {
        int[] kept = [.. Enumerable.Range(0, Columns.Count).Where(c => !columns.Contains(Columns[c].Name))];
        return new Sample([.. kept.Select(c => Columns[c])], [.. Records.Select(r => (r.Person, kept.Select(c => r.Cells[c]).ToArray()))]);
    }

    /// <summary>In an order that says nothing.</summary>
    internal static Sample Shuffled(IReadOnlyList<(string, string)> columns, List<(int, string[])> records, Random random)
    {
        var all = records.ToArray();
        random.Shuffle(all);
        return new Sample(columns, all);
    }
}
