using System.Diagnostics;
using Yihe.Kernel.Acts;

namespace Yihe.Bench;

/// <summary>Rows verified per second: acts, chain, contents and flows of a region of some thousand residents.</summary>
internal static class VerifyBench
{
    private const int Residents = 5_000;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        await using var region = await BenchRegion.Start(null);
        await region.Register(Residents);
        await region.Running.Heart.Beat(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var report = await Verification.Run(region.Running.Platform, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        if (report.Findings.Count > 0)
            throw new InvalidOperationException($"核验发现 {report.Findings.Count} 处问题：{report.Findings[0]}");
        var rows = report.Acts + report.Entities;
        yield return new Measured(
            "核验，SQLite",
            "yihe bench verify",
            $"{rows / seconds:0} 行/秒（{rows} 行 {seconds:0.0} 秒）",
            "—",
            null,
            "—"
        );
    }
}
