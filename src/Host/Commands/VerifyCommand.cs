using Yihe.Kernel.Acts;

namespace Yihe.Host.Commands;

/// <summary>Checks a live region against what must never happen, and says what is wrong and where.</summary>
internal static class VerifyCommand
{
    internal static readonly Command Command = new(
        "verify",
        "核验运行中的数据库：流程合法、留痕完整、无痕改动为零",
        CommandLine.OfRegion,
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        var report = await Verification.Run(opened.Value, ct);
        return await console.Tell(arguments, report, Words(report), report.Findings.Count == 0);
    }

    internal static string Words(VerificationReport report) =>
        string.Concat(report.Findings.Select(f => $"  {f}\n"))
        + $"核验 {report.Acts} 条留痕、{report.Blocks} 个存证块、{report.Entities} 行数据：{(report.Findings.Count == 0 ? "未发现问题" : $"{report.Findings.Count} 处问题")}";
}
