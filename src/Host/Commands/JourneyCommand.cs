using System.Diagnostics;
using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Simulation.Doors;
using Yihe.Simulation.Journeys;

namespace Yihe.Host.Commands;

/// <summary>Plays the patient's journey of a blueprint against a fresh server, through its public HTTP door alone.</summary>
internal static class JourneyCommand
{
    internal static readonly Command Command = new(
        "journey",
        "在全新的服务上走一遍患者的就医旅程，逐步核对，最后核验数据库",
        [
            ("--blueprint NAME", "方案的名字或文件路径，默认 county"),
            ("--database TEXT", "在这个（空的）PostgreSQL 上走；不写则用临时的内嵌数据库"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("yihe-journey-").FullName;
        try
        {
            var clock = new DrivenClock(TimeProvider.System, TimeProvider.System.GetUtcNow());
            var options = new HostOptions
            {
                Data = Path.Combine(folder, "data"),
                Database = arguments["database"],
                Port = 0,
                Demo = true,
                Clock = clock,
            };
            var text = await File.ReadAllTextAsync(arguments.BlueprintPath(), ct);
            await using var running = await RunningDemo.Start(options, text, ct);
            var script = new Script(console);
            await Play(running, text, clock, script, console, ct);
            var report = await Verification.Run(running.Platform, ct);
            foreach (var finding in report.Findings)
                await console.WriteLineAsync($"  {finding}");
            await script.Check(report.Findings.Count == 0, $"核验 {report.Acts} 条留痕、{report.Entities} 行数据，未发现问题");
            var name = Path.GetFileNameWithoutExtension(arguments.BlueprintPath());
            await console.WriteLineAsync($"journey {name}: {script.Steps} steps, {script.Checks} checks, {script.Failed} failed");
            return script.Failed == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Play(
        RunningDemo running,
        string text,
        DrivenClock clock,
        Script script,
        TextWriter console,
        CancellationToken ct
    )
    {
        try
        {
            var cast = new Cast(running.Http, JsonNode.Parse(text)!, DemoAccounts.Password);
            await IJourney.Of(cast, script).Play(clock.GetUtcNow(), ct);
            await running.Heart.Beat(ct);
        }
        catch (InvalidOperationException e)
        {
            await script.Check(false, $"旅程中断：{e.Message}");
        }
    }
}
