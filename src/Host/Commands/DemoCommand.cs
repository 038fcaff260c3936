using Yihe.Kernel;

namespace Yihe.Host.Commands;

/// <summary>One command to something real: a county with a past, ready to be clicked through.</summary>
internal static class DemoCommand
{
    internal static readonly Command Command = new(
        "demo",
        "开设一个有居民、有历史、各环节都在办的演示县，并运行",
        [
            ("--blueprint NAME", "方案的名字或文件路径，默认 county"),
            ("--port N", "端口，默认 5080"),
            ("--data DIR", "数据目录，默认 data/demo；已有则接着用"),
            ("--residents N", "居民数，默认 2000"),
        ],
        Run
    );

    private static Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct) => Task.FromResult(1);
}
