using Yihe.Kernel.Acts;

namespace Yihe.Host.Commands;

/// <summary>Checks a live region against what must never happen, and says what is wrong and where.</summary>
internal static class VerifyCommand
{
    internal static readonly Command Command = new(
        "verify",
        "核验运行中的数据库：流程合法、留痕完整、无痕改动为零",
        [
            ("--data DIR", "数据目录，默认 data/yihe"),
            ("--keys FILE", "密钥文件，默认在数据目录旁边"),
            ("--database TEXT", "PostgreSQL 连接串"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(refusal);
        var report = await Verification.Run(opened.Value, ct);
        foreach (var finding in report.Findings)
            await console.WriteLineAsync($"  {finding}");
        await console.WriteLineAsync(
            $"核验 {report.Acts} 条留痕、{report.Blocks} 个存证块、{report.Entities} 行数据：{(report.Findings.Count == 0 ? "未发现问题" : $"{report.Findings.Count} 处问题")}"
        );
        return report.Findings.Count == 0 ? 0 : 1;
    }
}
