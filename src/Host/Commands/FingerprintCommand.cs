using Yihe.Kernel.Secrets;

namespace Yihe.Host.Commands;

/// <summary>Says which keys a key file holds, where there is no database: by it a copy kept elsewhere is compared with the keys in use.</summary>
internal static class FingerprintCommand
{
    internal static readonly Command Command = new(
        "fingerprint",
        "读出一份密钥文件的指纹，不需要数据库；用来核对另存的副本",
        [
            (CommandLine.File, "密钥文件；不写则用 --keys"),
            ("--keys FILE", "密钥文件，默认在数据目录旁边"),
            ("--json", "以一个 JSON 对象作答"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var options = arguments.Host("data/yihe");
        var keys = Region.Keys(options with { Keys = arguments["file"] ?? options.Keys });
        return keys.Refusal is { } refusal
            ? await console.Fail(arguments, refusal)
            : await console.Tell(arguments, new { keys.Value.Fingerprint }, Grouped(keys.Value));
    }

    /// <summary>Four by four, as one copies it by hand.</summary>
    internal static string Grouped(Vault vault) => string.Join(' ', vault.Fingerprint.Chunk(4).Select(four => new string(four)));
}
