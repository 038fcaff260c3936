using Yihe.Matching;

namespace Yihe.Host.Commands;

/// <summary>Finds who stands in a list twice, or in both of two lists; no region and no server is needed.</summary>
internal static class MatchCommand
{
    internal static readonly Command Command = new(
        "match",
        "在一份名单里找重复的人，或在两份名单里找同一个人；不需要服务",
        [
            (CommandLine.File, "名单：CSV（UTF-8、GBK、GB18030）或 Excel（.xlsx），第一行是列名"),
            (CommandLine.File2, "第二份名单；写了就只找两份之间的同一个人"),
            ("--map FILE", "对照文件（JSON）：哪一列是编号，其余各列是什么；写法见 docs/howto/match-lists.md"),
            ("--out FILE", "结果写到这里，默认 pairs.csv：left,right,probability,reasons，概率 0.5 以上的每对一行"),
            ("--json", "以一个 JSON 对象作答，供程序读取"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments.Given.GetValueOrDefault("file") is not { } file)
            return await console.Misused(arguments, "file", "请写出要查的名单，如 yihe match 名单.csv --map 对照.json");
        if (arguments.Given.GetValueOrDefault("map") is not { } map)
            return await console.Misused(arguments, "map", "请用 --map 指出对照文件，写法见 docs/howto/match-lists.md");
        var to = arguments.Given.GetValueOrDefault("out") ?? "pairs.csv";
        string[] files = arguments.Given.GetValueOrDefault("file2") is { } second ? [file, second] : [file];
        var bar = new ProgressBar(console);
        Action<double>? progress = arguments["json"] is null ? share => bar.Show((int)(share * 100), "比对") : null;
        var (found, refusal) = await Task.Run(
            () => Lists.Match(MatchRules.Load(Path.Combine(HostOptions.Home, "knowledge")), (files, map, to), progress, ct),
            ct
        );
        await bar.Finish();
        if (refusal is not null)
            return await console.Fail(arguments, refusal);
        var words = $"{found.Rows} 行里有 {found.Pairs} 对可能是同一个人，已写入 {to}：{found.Same} 对可直接认定，{found.Asked} 对请人判定";
        return await console.Tell(arguments, found, words);
    }
}
