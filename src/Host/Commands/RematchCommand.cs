using Yihe.MasterIndex.Rematching;

namespace Yihe.Host.Commands;

/// <summary>Compares all source records of a region with its residents again, by the rules as they are now.</summary>
internal static class RematchCommand
{
    internal static readonly Command Command = new(
        "rematch",
        "比对规则变了之后，全县来源记录重新比对：有把握的对应，没把握的转人工核对；人已决定的不动。断了再运行一次即接着做",
        [("--dry-run", "只计数，什么都不改"), ("--anew", "不接着上次没做完的，从头做"), .. CommandLine.OfRegion],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var dry = arguments.Given.ContainsKey("dry-run");
        if (dry && arguments.Given.ContainsKey("anew"))
            return await console.Misused(arguments, "rematch", "--dry-run 只计数，不接着做什么，不必写 --anew");
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        using var database = opened.Value.Database;
        var bar = new ProgressBar(arguments["json"] is null ? console : TextWriter.Null);
        var rematch = new Rematch(opened.Value, bar.Show);
        var (ended, failed) = dry ? await rematch.Foresee(ct) : await rematch.Run(arguments.Given.ContainsKey("anew"), ct);
        await bar.Finish();
        return failed is not null
            ? await console.Fail(arguments, failed)
            : await console.Tell(
                arguments,
                new
                {
                    ok = true,
                    dryRun = dry,
                    ended.Continued,
                    ended.Passes,
                    ended.Counts,
                },
                Words(ended, dry)
            );
    }

    private static string Words(Rematch.Ended ended, bool dry)
    {
        var (counts, will) = (ended.Counts, dry ? "将" : "");
        return $"{(ended.Continued ? "接着上次没做完的，" : "")}比对 {counts.Looked} 条来源记录（{ended.Passes} 遍）：{will}对应 {counts.Linked} 条，{will}登记新居民 {counts.Registered} 人，"
            + $"{will}转人工核对 {counts.Opened} 条，{will}改写核对原因 {counts.Reworded} 条；人已决定的 {counts.Decided} 条没有动。"
            + $"比对 {counts.Residents} 位居民：{will}请人核对疑似重复 {counts.Suspected} 对，{will}撤回不再疑似的 {counts.Withdrawn} 对"
            + (dry ? "。只计了数，什么都没有改；一条改动可能牵动别的，实际办理时会再比对一遍" : "");
    }
}
