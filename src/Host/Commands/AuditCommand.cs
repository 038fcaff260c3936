using System.Text.Json;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Checks acts and their chain alone, and keeps the head of the chain elsewhere, so that a cut-off end shows too.</summary>
internal static class AuditCommand
{
    internal static readonly Command Command = new(
        "audit",
        "留痕：核对内容与存证链（verify）；写出签名的链尾（anchor），另存他处，日后凭它看出被截掉的尾部",
        [
            ("verify", "核对全部留痕与存证链"),
            ("anchor", "打印锚记"),
            ("--anchor FILE", "verify：同时与早先的锚记比对"),
            ("--to FILE", "anchor：写到文件；已有同名文件则不写"),
            .. CommandLine.OfRegion,
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["verify"] is null && arguments["anchor"] is not "true")
            return await console.Misused(arguments, "audit", "请写 yihe audit verify 或 yihe audit anchor");
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        return arguments["verify"] is null
            ? await Anchoring(opened.Value, arguments, console, ct)
            : await Verify(opened.Value, arguments, console, ct);
    }

    private static async Task<int> Anchoring(Platform platform, Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var text = JsonText.Write(await Anchor.Of(platform, ct));
        if (arguments["to"] is not { } to)
            return await console.Tell(arguments, JsonText.Read<Anchor>(text), text);
        if (Path.Exists(to))
            return await console.Fail(arguments, Refusal.Conflict("there-is-one", $"{to} 已经存在，没有覆盖它；请换一个文件名"));
        await File.WriteAllTextAsync(to, text + "\n", ct);
        return await console.Tell(arguments, JsonText.Read<Anchor>(text), $"锚记已写到 {to}，请存到这台服务器以外的地方");
    }

    private static async Task<int> Verify(Platform platform, Arguments arguments, TextWriter console, CancellationToken ct)
    {
        Anchor? anchor = null;
        if (arguments["anchor"] is { } file)
        {
            var read = await Read(file, platform, ct);
            if (read.Refusal is { } refusal)
                return await console.Fail(arguments, refusal);
            anchor = read.Value;
        }
        var report = await Verification.Acts(platform, anchor, ct);
        return await console.Tell(arguments, report, VerifyCommand.Words(report), report.Findings.Count == 0);
    }

    private static async Task<Result<Anchor>> Read(string file, Platform platform, CancellationToken ct)
    {
        if (!File.Exists(file))
            return Refusal.Conflict("no-anchor", $"没有找到锚记文件 {file}");
        try
        {
            var anchor = JsonText.Read<Anchor>(await File.ReadAllTextAsync(file, ct));
            return anchor.KeyFingerprint != platform.Vault.Fingerprint ? Refusal.Conflict("other-anchor", $"{file} 是另一个地区的锚记")
                : anchor.IsGenuine(platform.Vault) ? anchor
                : Refusal.Conflict("bad-anchor", $"{file} 的内容被改过，不能用来比对；请换用原件");
        }
        catch (JsonException)
        {
            return Refusal.Conflict("bad-anchor", $"{file} 不是锚记文件，或内容不完整");
        }
    }
}
