using Yihe.Host.Operations;

namespace Yihe.Host.Commands;

/// <summary>Opens a founded region to its users.</summary>
internal static class ServeCommand
{
    internal static readonly Command Command = new(
        "serve",
        "运行一个已开设的地区",
        [
            ("--data DIR", "数据目录，默认 data/yihe"),
            ("--keys FILE", "密钥文件，默认在数据目录旁边"),
            ("--database TEXT", "PostgreSQL 连接串；不写则用内嵌数据库"),
            ("--port N", "端口，默认 5080"),
            ("--listen ADDRESS", "监听地址，默认 127.0.0.1"),
            ("--sms-gateway URL", "短信网关地址；不写则短信留待以后发送"),
            ("--hospital-systems LIST", "院内系统地址，如 gh=http://10.0.0.8/yihe；不写则由院内人工确认"),
            ("--report-to URL", "上级收月报的地址，如 https://wjw.example.cn/api/consortium-reports；不写则不报送"),
            ("--report-token FILE", "上级发放的报送令牌所在的文件"),
            ("--mllp N", "按 HL7 v2（MLLP）收消息的端口；不写则不开"),
            ("--mllp-certificate FILE", "这个端口用 TLS 的证书（含私钥的 .p12，不设口令）；不写则不加密"),
            ("--at-once N", "同时办理的请求数，多的排队片刻，再多请稍后再来；默认每核 32"),
            ("--metrics-from LIST", "还有哪些机器可读 /metrics，逗号分开的地址；不写则只有本机"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var options = arguments.Host("data/yihe");
        if (OutsideOptions.Fault(options) is (var option, var words))
            return await console.Misused(arguments, option, words);
        var opened = await Region.Open(options, ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(refusal);
        if (!MachineChecks.IsFree(options))
            return await console.Fail($"端口 {options.Port} 已被占用。请先停掉占用它的程序，或用 --port 换一个端口");
        await using var held = ServedFolder.Take(options);
        if (held is null)
            return await console.Fail($"{options.Folder} {ServedFolder.Busy}");
        await using var app = Server.Create(options, opened.Value);
        await app.StartAsync(ct);
        await console.WriteLineAsync($"医合已启动：http://{options.Listen}:{options.Port}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
