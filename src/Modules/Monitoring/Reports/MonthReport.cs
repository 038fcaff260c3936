using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Monitoring.Reports;

/// <summary>The figures of a place and a span on paper (月报); printing is an act of its own.</summary>
internal static class PrintReport
{
    internal static readonly Look<ShowBoard.Input, ShowBoard.Outcome> Door = new(
        "report.print",
        "打印月报",
        FigureRights.Read,
        async (work, input, ct) =>
        {
            var (board, refusal) = await ShowBoard.Collect(work, input, ct);
            work.Purpose = "print";
            return refusal is not null ? refusal : await work.Look(board, ct);
        }
    );
}

/// <summary>The same as a workbook in which every quotient is a formula over its numerator and denominator.</summary>
internal static class ExportReport
{
    private static readonly string[] Titles =
    [
        "指标",
        "维度",
        "单位",
        "分子",
        "分母",
        "倍数",
        "数值",
        "目标",
        "差距",
        "口径",
        "来源",
        "预警与措施",
    ];

    internal static readonly Look<ShowBoard.Input, FileContent> Door = new("report.export", "导出月报", FigureRights.Read, Run);

    private static async Task<Result<FileContent>> Run(Work work, ShowBoard.Input input, CancellationToken ct)
    {
        var (board, refusal) = await ShowBoard.Collect(work, input, ct);
        if (refusal is not null)
            return refusal;
        work.Purpose = "export";
        var book = await IndicatorBook.InForce(work, ct);
        return await work.Look(new FileContent($"report-{board.Period}.xlsx", Spreadsheet.ContentType, Write(board, book)), ct);
    }

    private static byte[] Write(ShowBoard.Outcome board, IndicatorBook book)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook(new Sheets());
            var part = workbook.AddNewPart<WorksheetPart>();
            var data = new SheetData();
            data.Append(RowOf([Text($"{board.PlaceName} {board.PeriodName} 运行监测")]));
            data.Append(RowOf(Titles.Select(Text)));
            foreach (var (line, i) in board.Targets.Concat(board.Others).Select((l, i) => (l, i + 3)))
                data.Append(RowOf(Cells(line, book.Find(line.Code)!, i)));
            part.Worksheet = new Worksheet(data);
            workbook.Workbook.Sheets!.Append(
                new Sheet
                {
                    Id = workbook.GetIdOfPart(part),
                    SheetId = 1,
                    Name = "月报",
                }
            );
        }
        return bytes.ToArray();
    }

    /// <summary>Where there is no figure the cell says why; the formula of a quotient says 无病例 by itself.</summary>
    private static IEnumerable<Cell> Cells(FigureLine line, Indicator indicator, int row)
    {
        var quotient = indicator.Formula == Indicators.Formula.Ratio && line.State is FigureState.Known or FigureState.NoCases;
        yield return Text(line.Name);
        yield return Text(line.Dimension);
        yield return Text(line.Unit);
        yield return Number(line.Numerator);
        yield return Number(line.Denominator);
        yield return Number(indicator.Scale);
        yield return quotient ? Reckoned($"IF(E{row}=0,\"无病例\",ROUND(D{row}*F{row}/E{row},{indicator.Digits}))")
        : line.Value is { } value ? Number(value)
        : Text(line.StateWords);
        yield return Number(line.Target?.Value);
        yield return line.Target is null ? Text("") : Reckoned($"IF(ISNUMBER(G{row}),G{row}-H{row},\"\")");
        yield return Text(line.Definition);
        yield return Text(string.Join("；", line.Sources.Select(s => s.Line)));
        yield return Text(line.Risk?.Line ?? "");
    }

    private static Row RowOf(IEnumerable<Cell> cells) => new(cells);

    private static Cell Text(string text) =>
        new() { DataType = CellValues.InlineString, InlineString = new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(text)) };

    private static Cell Number(decimal? number) =>
        number is { } known
            ? new() { DataType = CellValues.Number, CellValue = new CellValue(known.ToString(CultureInfo.InvariantCulture)) }
            : Text("");

    private static Cell Reckoned(string text) => new() { CellFormula = new CellFormula(text) };
}
