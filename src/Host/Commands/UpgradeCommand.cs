using Yihe.Host.Operations;

namespace Yihe.Host.Commands;

/// <summary>Brings a region to this version of the program.</summary>
internal static class UpgradeCommand
{
    internal static readonly Command Command = new(
        "upgrade",
        "把数据库升级到本程序的结构：先自动备份，再升级，再核验；先停掉服务",
        [("--to FILE", "升级前的备份写到哪里，默认在密钥文件旁边"), .. CommandLine.OfRegion],
        (arguments, console, ct) => Run(arguments.Host("data/yihe"), arguments, console, ct)
    );

    internal static async Task<int> Run(HostOptions options, Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["to"] is { } to && Path.Exists(to))
            return await console.Fail(arguments, Basis.Refusal.Conflict("there-is-one", $"{to} 已经存在，没有覆盖它；请换一个文件名"));
        var upgraded = await Upgrade.Run(options, arguments["to"], ct);
        if (upgraded.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        var (steps, backup, report) = upgraded.Value;
        var done = backup is null
            ? "数据库已是本程序的结构，不需要升级"
            : $"升级前的备份：{backup}\n已升级 {steps.Count} 步：{string.Join('、', steps)}";
        return await console.Tell(arguments, upgraded.Value, $"{done}\n{VerifyCommand.Words(report)}", report.Findings.Count == 0);
    }
}
