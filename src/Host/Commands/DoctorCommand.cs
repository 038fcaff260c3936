using Yihe.Host.Operations;

namespace Yihe.Host.Commands;

/// <summary>Explains what is wrong or risky about how a region is run here.</summary>
internal static class DoctorCommand
{
    internal static readonly Command Command = new(
        "doctor",
        "体检：逐项说明设置与环境现为什么、应为什么、怎么改；只看不改，有不对的以 1 退出",
        [
            ("--production", "另列等保三级（GB/T 22239-2019）逐条由什么承担、现在怎样"),
            ("--url URL", "对外的 https 地址，检查反向代理"),
            ("--port N", "端口，默认 5080"),
            ("--listen ADDRESS", "监听地址，默认 127.0.0.1"),
            ("--sms-gateway URL", "短信网关地址"),
            ("--hospital-systems LIST", "院内系统地址"),
            ("--report-to URL", "上级收月报的地址"),
            ("--report-token FILE", "上级发放的报送令牌所在的文件"),
            .. CommandLine.OfRegion,
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var checks = await Doctor.Run(arguments.Host("data/yihe"), arguments["url"], ct);
        var clauses = arguments["production"] is null ? [] : Clauses.Of(checks);
        var wrong = checks.Count(c => c.State == CheckState.Wrong);
        var words = string.Concat(checks.Select(c => $"{c}\n"));
        if (clauses.Count > 0)
            words += $"\n等保三级：\n{string.Concat(clauses.Select(c => $"{c}\n"))}";
        words += $"\n{checks.Count} 项：{wrong} 项不对，{checks.Count(c => c.State == CheckState.Risky)} 项有风险";
        return await console.Tell(
            arguments,
            new
            {
                ok = wrong == 0,
                checks,
                clauses,
            },
            words,
            wrong == 0
        );
    }
}
