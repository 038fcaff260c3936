namespace Yihe.Host.Operations;

/// <summary>A clause of the third level of classified protection (等保三级), what serves it, and how it stands here.</summary>
internal sealed record Clause(string Number, string Point, string Requires, string ServedBy, string State)
{
    public override string ToString() => $"  {Number, -12} {Point}　{Requires}\n               {State}：{ServedBy}";
}

/// <summary>
/// Reads the table of clauses, <c>knowledge/dengbao.tsv</c>. What proves a clause is said there: <c>program</c> (tests hold it), <c>check</c>
/// and the names of lines of this report, <c>operator</c> (whoever runs the machine), or <c>open</c> (not yet met).
/// </summary>
internal static class Clauses
{
    internal static IReadOnlyList<Clause> Of(IReadOnlyList<Check> checks) =>
        [
            .. File.ReadAllLines(Path.Combine(HostOptions.Home, "knowledge", "dengbao.tsv"))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split('\t'))
                .Select(cells => new Clause(cells[0], cells[1], cells[2], cells[3], StateOf(cells[4], checks))),
        ];

    private static string StateOf(string proof, IReadOnlyList<Check> checks) =>
        proof.Split(' ') switch
        {
            ["program"] => "由程序做到",
            ["operator"] => "由运行单位落实",
            ["open"] => "尚未做到",
            ["check", .. var names] => Worst([.. names.Select(n => checks.FirstOrDefault(c => c.Name == n))]),
            _ => throw new InvalidDataException($"knowledge/dengbao.tsv: {proof}"),
        };

    private static string Worst(IReadOnlyList<Check?> checks) =>
        checks.Any(c => c?.State == CheckState.Wrong) ? "不符合（见上文）"
        : checks.Any(c => c is null || c.State == CheckState.Unseen) ? "没有看"
        : checks.Any(c => c!.State == CheckState.Risky) ? "有风险（见上文）"
        : "符合";
}
