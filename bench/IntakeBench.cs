using System.Diagnostics;
using Yihe.Kernel.Acts;
using Yihe.Simulation.Doors;

namespace Yihe.Bench;

/// <summary>
/// A million facts come in by the bulk door, over HTTP, each noted and sealed; the same rows by COPY into a table of the same shape; then
/// everything is verified.
/// </summary>
internal static class IntakeBench
{
    private const string Command = "yihe bench intake";
    private const int AtOnce = 20_000;
    private const double Limit = 30;
    private static int Facts => int.TryParse(Environment.GetEnvironmentVariable("YIHE_BENCH_FACTS"), out var n) ? n : 1_000_000;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        if (await BenchRegion.NewPostgres() is not { } database)
            yield break;
        await using var region = await BenchRegion.Start(database);
        var sender = region.Cast.Part("statistician");
        await Send(sender, 0); // the first time much is made ready, and the database has yet to learn what it holds
        await Peer.Execute(database, "VACUUM ANALYZE");
        var watch = Stopwatch.StartNew();
        for (var from = AtOnce; from < Facts + AtOnce; from += AtOnce)
            await Send(sender, from);
        var ours = Facts / watch.Elapsed.TotalSeconds;
        var theirs = Facts / await Copied(database);
        yield return new(
            $"{Facts:N0} 条事实由接口成批收下（每次 {AtOnce:N0} 条，含逐条比对、留痕与印记），PostgreSQL",
            Command,
            $"{ours:0} 条/秒",
            $"{theirs:0} 条/秒（同样的行 COPY 进同样的表）",
            ours / theirs,
            "≥ 0.30"
        );
        await region.Running.Heart.Beat(CancellationToken.None);
        await region.Stop();
        watch.Restart();
        var report = await Verification.Run(await region.OpenedAnew(), CancellationToken.None);
        if (report.Findings.Count > 0)
            throw new InvalidOperationException($"核验发现 {report.Findings.Count} 处问题：{report.Findings[0]}");
        var seconds = watch.Elapsed.TotalSeconds;
        yield return new(
            $"核验 {Facts:N0} 条盖过印的事实（连同其余 {report.Acts + report.Entities:N0} 行）",
            Command,
            $"{seconds:0.0} 秒",
            $"{Limit:0} 秒",
            seconds / Limit,
            "≤ 1.00"
        );
    }

    private static Task Send(Client sender, int from) =>
        CenterReports.Send(sender, "r", from, AtOnce, n => new DateOnly(2026, 1, 1).AddDays(n % 300));

    /// <summary>Seconds for as many rows to come into a table of the same shape, keys and indexes included.</summary>
    private static async Task<double> Copied(string database)
    {
        await Peer.Execute(database, "CREATE TABLE bench_fact (LIKE kernel_fact INCLUDING ALL)");
        var file = Path.GetTempFileName();
        await Shell.Run($"{Shell.Psql(database)} -c \"COPY (SELECT * FROM kernel_fact LIMIT {Facts}) TO STDOUT\" > {file}");
        var watch = Stopwatch.StartNew();
        await Shell.Run($"{Shell.Psql(database)} -c \"COPY bench_fact FROM STDIN\" < {file}");
        var seconds = watch.Elapsed.TotalSeconds;
        await Peer.Execute(database, "DROP TABLE bench_fact");
        File.Delete(file);
        return seconds;
    }
}
