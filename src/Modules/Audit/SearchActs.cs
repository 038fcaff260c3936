using System.Globalization;
using System.Text;

namespace Yihe.Audit;

/// <summary>The audit administrator reads the log of acts; the search is an act like any other. GB/T 22239 8.1.4.3.</summary>
internal static class SearchActs
{
    private const int PageSize = 50;

    internal static readonly Look<ActFilter, Rows<ActLine>> Door = new("act.search", "审计查询", Rights.SearchActs, Run);

    /// <summary>The first so many acts of a search, and where the rest begins.</summary>
    internal static async Task<Result<Rows<ActLine>>> Find(Work work, ActFilter filter, int most, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var acts = await (await filter.In(work, ct)).Take(most + 1).ToListAsync(ct);
        var page = acts.Take(most).ToList();
        return new Rows<ActLine>(await ActLine.Of(work, page, ct), acts.Count > most ? $"{new PageMark(page[^1].At, page[^1].Id)}" : null);
    }

    private static async Task<Result<Rows<ActLine>>> Run(Work work, ActFilter input, CancellationToken ct)
    {
        var (rows, refusal) = await Find(work, input, PageSize, ct);
        return refusal is not null ? refusal : await work.Look(rows, ct);
    }
}

/// <summary>The acts of a search as a file, so many at most; taking them away is an act too.</summary>
internal static class ExportActs
{
    internal const int Most = 5_000;

    internal static readonly Look<ActFilter, FileContent> Door = new("act.export", "导出留痕", Rights.SearchActs, Run);

    private static readonly (string Title, Func<ActLine, string?> Cell)[] Columns =
    [
        ("时间", a => a.At.Local().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)),
        ("人员", a => a.Who),
        ("登录名", a => a.Login),
        ("机构", a => a.Institution),
        ("事项", a => a.Words),
        ("代码", a => a.UseCase),
        ("对象", a => a.EntityWords),
        ("对象编号", a => ActLine.Short(a.EntityId)),
        ("理由", a => a.ReasonCode),
        ("目的", a => a.Purpose),
        ("结果", a => WordsOf(a.Outcome)),
        ("患者编号", a => ActLine.Short(a.Subject)),
        ("存证块", a => a.Block?.ToString(CultureInfo.InvariantCulture) ?? "未存证"),
        ("追踪号", a => a.TraceId),
    ];

    private static async Task<Result<FileContent>> Run(Work work, ActFilter input, CancellationToken ct)
    {
        var found = await SearchActs.Find(work, input with { After = null }, Most, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        work.Purpose = "export";
        var name = $"acts-{work.Now.Local().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.csv";
        return await work.Look(new FileContent(name, "text/csv; charset=utf-8", Write(found.Value)), ct);
    }

    private static byte[] Write(Rows<ActLine> found)
    {
        IEnumerable<string> rows =
        [
            Row(Columns.Select(c => c.Title)),
            .. found.Items.Select(a => Row(Columns.Select(c => c.Cell(a)))),
            .. found.Next is null ? [] : new[] { Row([$"只导出了最近的 {Most} 条，请缩短时间范围后再导出其余"]) },
        ];
        return Encoding.UTF8.GetBytes("\uFEFF" + string.Concat(rows));
    }

    internal static string WordsOf(ActOutcome outcome) =>
        outcome switch
        {
            ActOutcome.Done => "已办",
            ActOutcome.Denied => "无权，已拒绝",
            ActOutcome.Failed => "未通过",
        };

    /// <summary>Quoted as RFC 4180 says; what a spreadsheet would take for a formula is text.</summary>
    private static string Row(IEnumerable<string?> cells)
    {
        var safe = cells.Select(c => c is { Length: > 0 } && "=+-@\t\r".Contains(c[0]) ? "'" + c : c);
        return string.Join(',', safe.Select(c => $"\"{c?.Replace("\"", "\"\"")}\"")) + "\r\n";
    }
}
