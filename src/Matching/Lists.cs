using System.Globalization;
using System.Text;

namespace Yihe.Matching;

/// <summary>What was found in a list or two.</summary>
/// <param name="Same">pairs that are one person without anybody asked</param>
/// <param name="Asked">pairs a person should decide</param>
public sealed record Findings(int Rows, int Pairs, int Same, int Asked);

/// <summary>The door of matching for files: reads one list or two, finds the pairs and writes them down.</summary>
public static class Lists
{
    private const int MostNamed = 5;

    /// <param name="files">one or two</param>
    /// <param name="progress">told the share done, 0 to 1</param>
    public static Result<Findings> Match(
        MatchRules rules,
        (IReadOnlyList<string> Files, string Map, string Out) paths,
        Action<double>? progress,
        CancellationToken ct
    )
    {
        if (!File.Exists(paths.Map))
            return Refusal.Invalid("map", $"没有找到对照文件 {Path.GetFileName(paths.Map)}，请用 --map 指出");
        var (map, wrong) = ListMap.Read(File.ReadAllText(paths.Map), rules);
        if (wrong is not null)
            return wrong;
        var (roster, refusal) = RosterOf(paths.Files, map, rules);
        if (refusal is not null)
            return refusal;
        progress?.Invoke(0.1);
        var pairs = new Matcher(roster, rules).Run(share => progress?.Invoke(0.1 + 0.9 * share), ct);
        Write(paths.Out, roster, pairs);
        var same = pairs.Count(p => rules.VerdictOn(p.Probability) == Verdict.Same);
        return new Findings(roster.Count, pairs.Count, same, pairs.Count - same);
    }

    internal static Result<Roster> RosterOf(IReadOnlyList<string> files, ListMap map, MatchRules rules)
    {
        var (ids, texts) = (new List<string>(), map.Columns.Select(_ => new List<string>()).ToArray());
        var first = 0;
        for (var i = 0; i < files.Count; i++)
        {
            if (Take(new ListFile(files[i]), map, i == 1, (ids, texts)) is { } refusal)
                return refusal;
            first = i == 0 ? ids.Count : first;
        }
        return Roster.Of(rules, map.Columns, new RosterRows(ids, first, [.. texts.Select(t => t.ToArray())]));
    }

    private static Refusal? Take(ListFile file, ListMap map, bool second, (List<string> Ids, List<string>[] Texts) into)
    {
        var (list, refusal) = file.Rows();
        if (refusal is not null)
            return refusal;
        string Heading(string name) => second ? map.Second.GetValueOrDefault(name, name) : name;
        var pools = into.Texts.Select(_ => new HashSet<string>()).ToArray();
        var (at, line, seen, twice) = (Array.Empty<int>(), 0, new HashSet<string>(), new List<string>());
        foreach (var cells in list.Rows)
        {
            if (++line == 1)
            {
                string[] needed = [Heading(map.Id), .. map.Columns.Select(c => Heading(c.Name))];
                at = [.. needed.Select(n => Array.IndexOf(cells, n))];
                if (needed.Where((_, i) => at[i] < 0).ToList() is { Count: > 0 } missing)
                    return file.Wrong($"里没有对照文件所说的列：{string.Join('、', missing)}；它的列是：{string.Join('、', cells)}");
                continue;
            }
            if (at[0] >= cells.Length || cells[at[0]].Length == 0)
                return file.Wrong($"第 {line} 行没有编号");
            if (!seen.Add(cells[at[0]]))
                twice.Add(cells[at[0]]);
            into.Ids.Add(cells[at[0]]);
            for (var c = 0; c < into.Texts.Length; c++)
                into.Texts[c].Add(Pooled(pools[c], at[c + 1] < cells.Length ? cells[at[c + 1]] : ""));
        }
        if (line < 2)
            return file.Wrong("里没有一行数据");
        return twice.Count == 0
            ? null
            : file.Wrong($"里有 {twice.Count} 个编号重复：{string.Join('、', twice.Distinct().Take(MostNamed))}，编号须各不相同");
    }

    private static string Pooled(HashSet<string> pool, string text)
    {
        if (pool.TryGetValue(text, out var known))
            return known;
        pool.Add(text);
        return text;
    }

    /// <summary>Whole or not at all: written beside, then put in place.</summary>
    private static void Write(string path, Roster roster, IReadOnlyList<MatchedPair> pairs)
    {
        var unfinished = path + ".part";
        using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(false)))
        {
            writer.Write("left,right,probability,reasons\n");
            foreach (var pair in pairs)
            {
                var probability = Math.Floor(pair.Probability * 10000) / 10000;
                writer.Write(
                    $"{Csv.Written(roster.Ids[pair.Left])},{Csv.Written(roster.Ids[pair.Right])},{probability.ToString("0.0000", CultureInfo.InvariantCulture)},{Csv.Written(pair.Reasons)}\n"
                );
            }
        }
        File.Move(unfinished, path, overwrite: true);
    }
}
