using Yihe.Basis;
using Yihe.Diagnoses;
using Yihe.Kernel.Working;
using Yihe.Residents.Visits;

namespace Yihe.Host.Commands;

/// <summary>Checks a full table of diagnoses and puts it into the region's database, in place of the short one that is shipped.</summary>
internal static class DiagnosesCommand
{
    internal static readonly Command Command = new(
        "diagnoses",
        "检查一份诊断表并装入，下次启动起用它代替自带的常见诊断表",
        [
            ("--file FILE", "文本文件，每行：编码〔制表符〕名称〔制表符〕分类；UTF-8 或 GBK"),
            ("--data DIR", "数据目录，默认 data/yihe"),
            ("--keys FILE", "密钥文件，默认在数据目录旁边"),
            ("--database TEXT", "PostgreSQL 连接串；不写则用内嵌数据库"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["file"] is not { } file || !File.Exists(file))
            return await console.Fail($"没有找到文件 {arguments["file"] ?? "（请用 --file 指出）"}");
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } unopened)
            return await console.Fail(unopened);
        var content = await File.ReadAllBytesAsync(file, ct);
        var loaded = await new Gate(opened.Value).Run(LoadDiagnoses.Door, Actor.Platform("diagnoses"), new(content), new Call(), ct);
        if (loaded.Refusal is { } refusal)
            return await console.Fail(refusal);
        await console.WriteLineAsync($"已装入 {loaded.Value.Count} 条诊断，下次启动起使用");
        return 0;
    }
}
