using Yihe.Basis;
using Yihe.Host.Operations;
using Yihe.Kernel.Secrets;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>The versions of a region's keys: lists them, changes to a new one while the region serves, takes an old one out of use.</summary>
internal static class KeysCommand
{
    internal static readonly Command Command = new(
        "keys",
        "密钥：各版还有多少内容（list）；不停机更换（rotate）；停用不再用的旧版（retire N）。都记入留痕，从不显示密钥",
        [
            ("list", "各版密钥与仍由它加密的内容数"),
            ("rotate", "生成新版密钥并把全部内容重新加密；中断后再运行一次即接着做"),
            ("retire N", "停用第 N 版：只在没有内容用它时；用它加密的备份此后凭这个密钥文件打不开"),
            .. CommandLine.OfRegion,
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (new[] { "list", "rotate", "retire" }.Count(a => arguments.Given.ContainsKey(a)) != 1)
            return await console.Misused(arguments, "keys", "请写 yihe keys list、yihe keys rotate 或 yihe keys retire N");
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        using var database = opened.Value.Database;
        return arguments.Given.ContainsKey("rotate") ? await Rotate(opened.Value, arguments, console, ct)
            : arguments.Given.ContainsKey("retire") ? await Retire(opened.Value, arguments.Number("retire", 0), arguments, console, ct)
            : await List(opened.Value, arguments, console, ct);
    }

    private static async Task<int> List(Platform platform, Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var uses = await KeyRotation.List(platform, ct);
        return await console.Tell(arguments, new { versions = uses }, string.Join('\n', uses.Select(Words)));
    }

    private static string Words(KeyUse use) =>
        $"第 {use.Version} 版　{(use.Active ? "正在用" : use.Retired ? "已停用，只用于核验留痕" : "只用于打开")}　{use.Values} 处内容";

    private static async Task<int> Rotate(Platform platform, Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var bar = new ProgressBar(arguments["json"] is null ? console : TextWriter.Null);
        var rotated = await new KeyRotation(platform, bar.Show).Run(ct);
        await bar.Finish();
        return rotated.Refusal is { } refusal
            ? await console.Fail(arguments, refusal)
            : await console.Tell(
                arguments,
                rotated.Value,
                $"第 {rotated.Value.To} 版密钥已启用，{rotated.Value.Values} 行重新加密完毕，{rotated.Value.Nodes} 个运行中的节点已换用。"
                    + "请立即另行保管一份新的密钥文件；旧版仍在其中，以前的备份还要用它"
            );
    }

    private static async Task<int> Retire(Platform platform, int version, Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var use = (await KeyRotation.List(platform, ct)).FirstOrDefault(u => u.Version == version);
        var refusal =
            use is null ? Refusal.Invalid("retire", $"没有第 {version} 版密钥")
            : use.Retired ? Refusal.Conflict("retired", $"第 {version} 版密钥已经停用")
            : use.Active || version > platform.Vault.Active
                ? Refusal.Conflict("key-active", $"第 {version} 版密钥正在用或将要用，不能停用；要换新的请先运行 yihe keys rotate")
            : use.Values > 0
                ? Refusal.Conflict(
                    "key-used",
                    $"还有 {use.Values} 处内容由第 {version} 版密钥加密，没有停用；请先运行 yihe keys rotate 到完成"
                )
            : null;
        var step = new Rotation.Step(version, platform.Vault.Active, "");
        refusal ??= (await new Gate(platform).Run(Rotation.Retire, Actor.Platform("operator"), step, new Call(), ct)).Refusal;
        if (refusal is not null)
            return await console.Fail(arguments, refusal);
        platform.Vault.Retire(version);
        return await console.Tell(
            arguments,
            new { ok = true, retired = version },
            $"第 {version} 版密钥已停用。用它加密的备份，要凭停用之前保管的密钥文件才能恢复，请把那一份留到最后一份这样的备份过期为止；其他节点请换上本机现在的密钥文件"
        );
    }
}
