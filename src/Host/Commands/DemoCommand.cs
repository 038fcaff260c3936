using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Host.Operations;
using Yihe.ResidentAccounts;
using Yihe.Simulation.Counties;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Host.Commands;

/// <summary>One command to something real: a county with a past, ready to be clicked through.</summary>
internal static class DemoCommand
{
    private const int MostResidents = 20_000;

    internal static readonly Command Command = new(
        "demo",
        "开设一个有居民、有历史、各环节都在办的演示，并运行",
        [
            ("--blueprint NAME", $"方案的名字或文件路径，默认 {Arguments.Shown}"),
            ("--port N", "端口，默认 5080"),
            ("--data DIR", "数据目录，默认 data/demo；已有则接着用"),
            ("--residents N", "居民数，0 至 20000，默认 2000"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var options = arguments.Host("data/demo") with { Database = null, Demo = true };
        var residents = arguments.Number("residents", 2_000);
        if (residents is < 0 or > MostResidents)
            return await console.Fail($"居民数应在 0 至 {MostResidents} 之间，现在是 {residents}");
        if (!MachineChecks.IsFree(options))
            return await console.Fail($"端口 {options.Port} 已被占用。请先停掉占用它的程序，或用 --port 换一个端口");
        await using var held = ServedFolder.Take(options);
        if (held is null)
            return await console.Fail($"{options.Folder} {ServedFolder.Busy}");
        try
        {
            return DemoFolder.IsFinished(options)
                ? await Again(options, console, ct)
                : await Begin(options, arguments.BlueprintPath(Arguments.Shown), residents, console, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await console.WriteLineAsync("\n已停止");
            return 0;
        }
        catch (InvalidOperationException e)
        {
            return await console.Fail($"演示没有走通，方案里可能缺了什么：{e.Message}");
        }
    }

    private static async Task<int> Again(HostOptions options, TextWriter console, CancellationToken ct)
    {
        await console.WriteLineAsync($"接着用 {options.Data} 里的演示数据");
        return await Reopen(options, console, ct);
    }

    private static async Task<int> Reopen(HostOptions options, TextWriter console, CancellationToken ct)
    {
        var opened = await DemoFolder.Open(options, ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(refusal);
        var (platform, clock) = opened.Value;
        await using var running = await RunningDemo.Serve(options with { Clock = clock }, platform, ct);
        return await Serve(running, console, ct);
    }

    private static async Task<int> Begin(HostOptions options, string blueprint, int residents, TextWriter console, CancellationToken ct)
    {
        if (!File.Exists(blueprint))
            return await console.Fail($"没有找到方案 {blueprint}");
        var text = await File.ReadAllTextAsync(blueprint, ct);
        var (_, faults) = BlueprintReader.Read(text, ModuleList.All.Sections);
        if (faults.Count > 0)
            return await console.Fail($"方案有 {faults.Count} 处错误：\n  {string.Join("\n  ", faults)}");
        DemoFolder.Begin(options);
        await Live(options with { Also = b => b.AddInterceptors(new Careless()) }, text, residents, new ProgressBar(console), ct);
        DemoFolder.Finish(options);
        return await Reopen(options, console, ct);
    }

    private static async Task Live(HostOptions options, string text, int residents, ProgressBar bar, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var clock = new DrivenClock(TimeProvider.System, now - County.Past);
        await using var running = await RunningDemo.Start(options with { Clock = clock }, text, ct);
        var cast = new Cast(running.Http, JsonNode.Parse(text)!, DemoAccounts.Password);
        await new County(cast, Complaints()).Live(residents, now, bar.Show, ct);
        await cast.Advance(TimeProvider.System.GetUtcNow(), ct);
        await bar.Finish();
    }

    private static async Task<int> Serve(RunningDemo running, TextWriter console, CancellationToken ct)
    {
        await console.WriteLineAsync($"\n医合演示已启动：{running.Address}\n\n每种角色一个演示账号，口令都是 {DemoAccounts.Password}：");
        foreach (var account in await DemoDirectory.List(running.Platform, ct))
            await console.WriteLineAsync(
                $"  {account.Login, -14} {account.Role}　{account.Institution}　{account.Name}{(account.Code is null ? "" : "　（登录要动态码，见页面顶部横幅）")}"
            );
        foreach (var resident in await DemoResidents.List(running.Platform, ct))
            await console.WriteLineAsync(
                $"  居民 {resident.Name}　{running.Address}/my　身份证号 {resident.IdentityNumber}（验证码见该页横幅）"
            );
        await console.WriteLineAsync("\n按 Ctrl+C 停止");
        await running.Wait(ct);
        return 0;
    }

    private static IReadOnlyList<Complaint> Complaints()
    {
        var knowledge = Path.Combine(HostOptions.Home, "knowledge");
        return Complaint.Parse(
            File.ReadAllText(Path.Combine(knowledge, "complaints.tsv")),
            File.ReadAllText(Path.Combine(knowledge, "diagnoses.tsv"))
        );
    }
}
