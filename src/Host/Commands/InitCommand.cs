using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Founds a region and prints a one-time link for each of its first administrators; nobody gets a password.</summary>
internal static class InitCommand
{
    internal static readonly Command Command = new(
        "init",
        "按一份方案开设一个地区，打印首批管理员的一次性链接",
        [
            ("--blueprint NAME", "方案的名字或文件路径，默认 county"),
            ("--data DIR", "数据目录，默认 data/yihe"),
            ("--keys FILE", "密钥文件，默认在数据目录旁边"),
            ("--database TEXT", "PostgreSQL 连接串；不写则用数据目录里的内嵌数据库"),
            ("--port N", "链接里的端口，默认 5080"),
            ("--listen ADDRESS", "链接里的地址，默认 127.0.0.1"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var options = arguments.Host("data/yihe");
        if (!File.Exists(arguments.BlueprintPath()))
            return await console.Fail($"没有找到方案 {arguments.BlueprintPath()}");
        var founded = await Region.Found(options, await File.ReadAllTextAsync(arguments.BlueprintPath(), ct), ct);
        if (founded.Refusal is { } refusal)
            return await console.Fail(refusal);
        var platform = founded.Value;
        await console.WriteLineAsync($"地区已开设。密钥文件：{options.KeyFile}（请另行保管一份，丢失则数据无法打开）");
        await console.WriteLineAsync($"密钥指纹：{FingerprintCommand.Grouped(platform.Vault)}（首次启用时用来核对另存的那一份）");
        return await UserCommand.Invite(options, platform, null, arguments, console, ct);
    }
}
