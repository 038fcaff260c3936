using System.Globalization;
using System.Text;
using Yihe.Kernel.Acts;

namespace Yihe.Organization.Audit;

/// <summary>The acts of a search as a file, so many at most; taking them away is an act too.</summary>
internal static class ExportActs
{
    internal const int Most = 5_000;

    internal static readonly UseCase<ActFilter, FileContent> Door = UseCase.Look<ActFilter, FileContent>(
        "act.export",
        "导出留痕",
        Rights.SearchActs,
        Run
    );

    private static async Task<Result<FileContent>> Run(Work work, ActFilter input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var acts = await (await (input with { After = null }).In(work, ct)).Take(Most + 1).ToListAsync(ct);
        var lines = await ActLine.Of(work, [.. acts.Take(Most)], ct);
        work.Purpose = "export";
        var name = $"acts-{work.Now.Local().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.csv";
        return await work.Look(new FileContent(name, "text/csv; charset=utf-8", Write(lines, whole: acts.Count <= Most)), ct);
    }

    private static byte[] Write(List<ActLine> lines, bool whole)
    {
        var text = new StringBuilder("\uFEFF");
        Row(
            text,
            "时间",
            "人员",
            "登录名",
            "机构",
            "事项",
            "代码",
            "对象",
            "对象编号",
            "理由",
            "目的",
            "结果",
            "患者编号",
            "存证块",
            "追踪号"
        );
        foreach (var a in lines)
            Row(
                text,
                a.At.Local().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
                a.Who,
                a.Login,
                a.Institution,
                a.Words,
                a.UseCase,
                a.Entity,
                ActLine.Short(a.EntityId),
                a.ReasonCode,
                a.Purpose,
                WordsOf(a.Outcome),
                ActLine.Short(a.Subject),
                a.Block?.ToString(CultureInfo.InvariantCulture) ?? "未存证",
                a.TraceId
            );
        if (!whole)
            Row(text, $"只导出了最近的 {Most} 条，请缩短时间范围后再导出其余");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string WordsOf(ActOutcome outcome) =>
        outcome switch
        {
            ActOutcome.Done => "已办",
            ActOutcome.Denied => "无权，已拒绝",
            ActOutcome.Failed => "未通过",
        };

    /// <summary>Quoted as RFC 4180 says; what a spreadsheet would take for a formula is text.</summary>
    private static void Row(StringBuilder text, params string?[] cells)
    {
        var quoted = cells.Select(c => c ?? "").Select(c => c.Length > 0 && "=+-@\t\r".Contains(c[0]) ? "'" + c : c);
        text.AppendJoin(',', quoted.Select(c => $"\"{c.Replace("\"", "\"\"")}\"")).Append("\r\n");
    }
}
