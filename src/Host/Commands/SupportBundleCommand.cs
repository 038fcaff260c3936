using Yihe.Basis;
using Yihe.Host.Operations;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Packs what whoever helps from afar needs to see, without personal data.</summary>
internal static class SupportBundleCommand
{
    internal static readonly Command Command = new(
        "support-bundle",
        "打一个求助包：版本、设置、行数、体检与日志末尾，不含个人信息与密钥",
        [
            ("--to FILE", "写到哪个 .zip；已有同名文件则不写"),
            ("--log FILE", "日志文件，取末尾 2000 行；不写则不带日志"),
            .. CommandLine.OfRegion,
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["to"] is not { } to)
            return await console.Misused(arguments, "to", "请用 --to 写明求助包写到哪个文件");
        if (Path.Exists(to))
            return await console.Fail(arguments, Refusal.Conflict("there-is-one", $"{to} 已经存在，没有覆盖它；请换一个文件名"));
        if (arguments["log"] is { } log && !File.Exists(log))
            return await console.Fail(arguments, Refusal.Conflict("no-log", $"没有找到日志文件 {log}"));
        await SupportBundle.Write(arguments.Host("data/yihe"), arguments["log"], to, ct);
        return await console.Tell(arguments, new { ok = true, to }, $"求助包已写到 {to}");
    }
}
