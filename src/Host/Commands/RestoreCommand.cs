using Yihe.Basis;
using Yihe.Host.Operations;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Brings a backup back into an empty folder or database.</summary>
internal static class RestoreCommand
{
    internal static readonly Command Command = new(
        "restore",
        "把一份备份恢复到空的目录或空的数据库，然后核验",
        [(CommandLine.File, "备份文件；先整份检查，损坏、截断、密钥不符都不动数据"), .. CommandLine.OfRegion],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["file"] is not { } file)
            return await console.Misused(arguments, "file", "请写明备份文件：yihe restore 文件");
        return await Answer(await Restore.Run(arguments.Host("data/yihe"), file, ct), "已恢复", arguments, console);
    }

    internal static async Task<int> Answer(Result<Restored> restored, string done, Arguments arguments, TextWriter console) =>
        restored.Refusal is { } refusal
            ? await console.Fail(arguments, refusal)
            : await console.Tell(
                arguments,
                restored.Value,
                $"{done}：{BackupCommand.Words(restored.Value.Manifest)}\n{VerifyCommand.Words(restored.Value.Report)}",
                restored.Value.Report.Findings.Count == 0
            );
}
