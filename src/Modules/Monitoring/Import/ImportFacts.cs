using Yihe.Basis.Files;
using Yihe.Kernel.Files;
using Yihe.Residents;

namespace Yihe.Monitoring.Import;

/// <summary>
/// The import door for facts: a file, or rows over the API. All rows of a call or none; one told again with the same content changes nothing,
/// with other content it corrects.
/// </summary>
internal static class ImportFacts
{
    internal sealed record Input(
        [property: Display(Name = "事实种类"), Needed("请选择事实种类")] string Kind,
        [property: Display(Name = "来源系统"), Needed("请写明来自哪个系统，如：市医保局结算平台"), AtMost(30)] string Source,
        [property: Display(Name = "期间"), Needed("请写明是哪个期间的数据，如 2026-09")] string Period,
        [property: Display(Name = "文件（.csv 或 .xlsx）"), Needed("请选择文件")] UploadedFile File
    );

    internal sealed record Rows(
        [property: Display(Name = "事实种类"), Needed("请写明事实种类")] string Kind,
        [property: Display(Name = "来源系统"), Needed("请写明来自哪个系统"), AtMost(30)] string Source,
        [property: Display(Name = "期间"), Needed("请写明期间")] string Period,
        [property: Display(Name = "各行")] IReadOnlyList<IReadOnlyDictionary<string, string>> Items
    );

    internal sealed record Fault(int Row, string Message);

    /// <param name="Faults">nothing was taken over where there is one</param>
    internal sealed record Outcome(int Rows, int New, int Corrected, int Same, IReadOnlyList<Fault> Faults);

    internal static readonly Change<Input, Outcome> Door = new("fact.import", "导入事实", Rights.Import, RunFile);
    internal static readonly Change<Rows, Outcome> Api = new("fact.send", "接口送来事实", Rights.Import, RunRows);

    private static Task<Result<Outcome>> RunFile(Work work, Input input, CancellationToken ct)
    {
        var (rows, unreadable) = TableFile.Read(input.File);
        return unreadable is not null
            ? Task.FromResult<Result<Outcome>>(unreadable)
            : Run(work, (input.Kind, input.Source, input.Period), rows, ct);
    }

    private static Task<Result<Outcome>> RunRows(Work work, Rows input, CancellationToken ct) =>
        input.Items.Count is 0 or > TableFile.MostRows
            ? Task.FromResult<Result<Outcome>>(Refusal.Invalid("items", $"一次送 1 至 {TableFile.MostRows} 行"))
            : Run(work, (input.Kind, input.Source, input.Period), [.. input.Items.Select((cells, i) => new TableRow(i + 1, cells))], ct);

    private static async Task<Result<Outcome>> Run(
        Work work,
        (string Kind, string Source, string Period) from,
        IReadOnlyList<TableRow> rows,
        CancellationToken ct
    )
    {
        if (work.Refuses(new AtInstitution()) is { } refusal)
            return refusal;
        if (!work.Platform.Modules.Facts.TryGetValue(from.Kind, out var kind))
            return Refusal.Invalid("kind", "没有这种事实，请从列表中选择");
        if (Period.Parse(from.Period) is not { } period)
            return Refusal.Invalid("period", "期间写作 2026、2026-Q3、2026-09 或 2026-09-14");
        var institutions = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Code, i => i.Id);
        var sheet = new FactSheet(kind, institutions, work.Today);
        if (sheet.Misfit(rows) is { } misfit)
            return misfit;
        var read = sheet.Read(rows, period);
        work.Purpose = kind.Name;
        if (sheet.Faults.Count > 0)
        {
            work.Outcome = Kernel.Acts.ActOutcome.Failed;
            return await work.Commit(
                new Outcome(rows.Count, 0, 0, 0, [.. sheet.Faults.Take(200).Select(f => new Fault(f.Key, f.Value))]),
                ct
            );
        }
        var marks = await PersonMarks.Of(work, [.. read.Select(r => r.Identity).OfType<string>()], ct);
        var taken = await FactBook.TakeOver(work, [.. read.Select(r => FactOf(work, kind, from.Source.Trim(), r, marks))], ct);
        return await work.Commit(new Outcome(read.Count, taken.New, taken.Corrected, taken.Same, []), ct);
    }

    /// <summary>Its business key is the source's own number, so that two sources never correct each other.</summary>
    private static Fact FactOf(Work work, FactKind kind, string source, FactRow row, IReadOnlyDictionary<string, Guid> marks) =>
        Fact.Of(
            (work.NewId(), work.Now, source),
            kind,
            new(
                $"{source}/{row.Reference}",
                row.Institution,
                row.Day.Start() + TimeSpan.FromHours(12),
                row.Identity is { } number ? marks[number] : null
            ),
            row.Values
        );
}

/// <summary>An empty file to fill in.</summary>
internal static class FactTemplate
{
    internal sealed record Input(string Kind);

    internal static readonly Look<Input, FileContent> Door = new("fact.template", "下载事实模板", Rights.Import, Run);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } refusal)
            return refusal;
        if (!work.Platform.Modules.Facts.TryGetValue(input.Kind, out var kind))
            return Refusal.NotFound;
        var columns = FactSheet.ColumnsOf(kind);
        var sheet = new SheetText(
            kind.Words,
            [
                [.. columns.Select(c => c.Title)],
            ]
        );
        var help = new SheetText(
            "填写说明",
            [
                ["列", "要求"],
                .. columns.Select(c => new[] { c.Title, c.Hint }),
            ]
        );
        return await work.Look(new FileContent($"{kind.Words}导入模板.xlsx", Spreadsheet.ContentType, Spreadsheet.Write(sheet, help)), ct);
    }
}
