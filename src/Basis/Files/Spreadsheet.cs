using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Yihe.Basis.Files;

/// <summary>A row of a sheet: its number as Excel shows it, and its texts by column.</summary>
public sealed record SheetRow(int Number, IReadOnlyDictionary<int, string> Cells);

/// <summary>A sheet to write; every cell is text, so that nothing in it is a formula and no leading zero is lost.</summary>
/// <param name="Notes">what is shown at the cells of a column to fill in, and what may be chosen there</param>
public sealed record SheetText(string Name, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<SheetNote>? Notes = null);

/// <summary>A column to fill in: its number, its title, what is asked, and the words to choose from, comma by comma, where there are few.</summary>
public sealed record SheetNote(int Column, string Title, string Asks, string? Choices);

/// <summary>Excel workbooks (.xlsx) in and out. What a file claims is not believed: size, parts and unpacked bytes are counted before it is opened.</summary>
public static class Spreadsheet
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int MostRows = 5_000;
    private const int MostBytes = 5 << 20;
    private const int MostUnpacked = 40 << 20;
    private const int MostParts = 100;
    private const int MostPrompt = 250;
    private const uint TextStyle = 1;
    private const uint QuotedStyle = 2;
    private static readonly Refusal Unreadable = Bad(
        "这不是能读的 Excel 文件（.xlsx）。请下载模板填写，或用 Excel、WPS 另存为 .xlsx 后再传"
    );

    /// <summary>The rows of the first sheet that hold anything.</summary>
    /// <param name="mostRows">of more a file is refused; its bytes may grow in proportion</param>
    public static Result<IReadOnlyList<SheetRow>> Read(byte[] file, int mostRows = MostRows)
    {
        try
        {
            if (Hostile(file, Math.Max(1, mostRows / MostRows)) is { } refusal)
                return refusal;
            using var document = SpreadsheetDocument.Open(new MemoryStream(file, writable: false), isEditable: false);
            var shared = document.WorkbookPart!.SharedStringTablePart?.SharedStringTable.Select(s => s.InnerText).ToList() ?? [];
            var cells = FirstSheet(document).Descendants<Cell>().ToList();
            if (cells.Find(c => c.CellFormula is not null) is { } formula)
                return Bad($"单元格 {formula.CellReference?.Value} 是公式，请选中后“粘贴为数值”再传");
            var rows = cells
                .Select(c => (At: Place(c), Text: TextOf(c, shared)))
                .Where(c => c.Text.Length > 0)
                .GroupBy(c => c.At.Row)
                .Select(r => new SheetRow(r.Key, r.ToDictionary(c => c.At.Column, c => c.Text)))
                .ToList();
            return rows.Count > mostRows ? Bad($"连列名一次最多 {mostRows} 行，请分成几个文件") : rows;
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            return Unreadable;
        }
    }

    public static byte[] Write(params IReadOnlyList<SheetText> sheets)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = TextStyles();
            foreach (var (sheet, i) in sheets.Select((s, i) => (s, (uint)i + 1)))
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = Worksheet(sheet);
                book.Workbook.Sheets!.Append(
                    new Sheet
                    {
                        Id = book.GetIdOfPart(part),
                        SheetId = i,
                        Name = sheet.Name,
                    }
                );
            }
        }
        return bytes.ToArray();
    }

    /// <summary>The same file with one more column that says what is wrong in which row; one of that title is written anew.</summary>
    public static byte[] Annotate(byte[] file, string title, IReadOnlyDictionary<int, string> byRow)
    {
        using var bytes = new MemoryStream();
        bytes.Write(file);
        using (var document = SpreadsheetDocument.Open(bytes, isEditable: true))
        {
            var shared = document.WorkbookPart!.SharedStringTablePart?.SharedStringTable.Select(s => s.InnerText).ToList() ?? [];
            var cells = FirstSheet(document).Descendants<Cell>().Where(c => TextOf(c, shared).Length > 0).ToList();
            var column =
                cells.Where(c => Place(c).Row == 1 && TextOf(c, shared).Trim() == title).Select(c => (int?)Place(c).Column).FirstOrDefault()
                ?? cells.Max(c => Place(c).Column) + 1;
            foreach (var row in FirstSheet(document).Descendants<Row>())
                Put(row, column, row.RowIndex!.Value == 1 ? title : byRow.GetValueOrDefault((int)row.RowIndex.Value));
        }
        return bytes.ToArray();
    }

    private static void Put(Row row, int column, string? text)
    {
        row.Elements<Cell>().FirstOrDefault(c => Place(c).Column == column)?.Remove();
        if (text is null)
            return;
        var after = row.Elements<Cell>().FirstOrDefault(c => Place(c).Column > column);
        row.InsertBefore(TextCell(column, (int)row.RowIndex!.Value, text), after);
    }

    /// <summary>Why a file is not opened: too large, unpacking to too much, or more than a plain workbook.</summary>
    private static Refusal? Hostile(byte[] file, int times)
    {
        if (file.Length > (long)MostBytes * times)
            return Bad($"文件不能超过 {(MostBytes >> 20) * times} MB");
        using var zip = new ZipArchive(new MemoryStream(file, writable: false));
        if (zip.Entries.Count > MostParts || zip.Entries.Any(e => e.FullName.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)))
            return Unreadable;
        var (left, buffer) = ((long)MostUnpacked * times, new byte[1 << 16]);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            for (int read; (read = content.Read(buffer)) > 0; )
                if ((left -= read) < 0)
                    return Bad("文件解压后过大，请只保留要导入的一张表");
        }
        return null;
    }

    private static Worksheet FirstSheet(SpreadsheetDocument document)
    {
        var first = document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().First();
        return ((WorksheetPart)document.WorkbookPart.GetPartById(first.Id!.Value!)).Worksheet;
    }

    private static string TextOf(Cell cell, List<string> shared) =>
        cell.DataType?.Value == CellValues.SharedString ? shared[int.Parse(cell.CellValue!.Text, null)]
        : cell.DataType?.Value == CellValues.InlineString ? cell.InlineString!.InnerText
        : cell.CellValue?.Text ?? "";

    private static (int Row, int Column) Place(Cell cell)
    {
        var reference = cell.CellReference!.Value!;
        var letters = reference.TakeWhile(char.IsAsciiLetterUpper).ToList();
        return (int.Parse(reference.AsSpan(letters.Count), null), letters.Aggregate(0, (n, c) => n * 26 + c - 'A' + 1));
    }

    private static string NameOf(int column) => (column > 26 ? NameOf((column - 1) / 26) : "") + (char)('A' + (column - 1) % 26);

    private static Cell TextCell(int column, int row, string text, uint? style = null) =>
        new()
        {
            CellReference = $"{NameOf(column)}{row}",
            DataType = CellValues.InlineString,
            StyleIndex = style,
            InlineString = new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }),
        };

    /// <summary>Without what XML cannot hold; a rare character of two halves stays.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(r => r.Value > 0xFFFF || System.Xml.XmlConvert.IsXmlChar((char)r.Value)));

    /// <summary>What a program would take for a formula once it is edited or saved as CSV is marked as quoted.</summary>
    private static uint StyleOf(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? QuotedStyle : TextStyle;

    private static Worksheet Worksheet(SheetText sheet)
    {
        var rows = sheet.Rows.Select(
            (cells, r) => new Row(cells.Select((text, c) => TextCell(c + 1, r + 1, text, StyleOf(text)))) { RowIndex = (uint)r + 1 }
        );
        var columns = new Columns(
            new Column
            {
                Min = 1,
                Max = 50,
                Width = 18,
                CustomWidth = true,
                Style = TextStyle,
            }
        );
        var worksheet = new Worksheet(columns, new SheetData(rows));
        if (sheet.Notes is { Count: > 0 } notes)
            worksheet.Append(new DataValidations(notes.Select(Note)));
        return worksheet;
    }

    private static DataValidation Note(SheetNote note)
    {
        var shown = new DataValidation
        {
            AllowBlank = true,
            ShowInputMessage = true,
            PromptTitle = note.Title,
            Prompt = note.Asks.Length > MostPrompt ? note.Asks[..MostPrompt] : note.Asks,
            SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{NameOf(note.Column)}2:{NameOf(note.Column)}{MostRows}" },
        };
        if (note.Choices is { } words)
            (shown.Type, shown.ShowErrorMessage, shown.Formula1) = (DataValidationValues.List, true, new Formula1($"\"{words}\""));
        return shown;
    }

    /// <summary>Style 0 is plain, style 1 is the text format of Excel, style 2 the same with its leading quote.</summary>
    private static Stylesheet TextStyles() =>
        new(
            new Fonts(new Font()),
            new Fills(new Fill()),
            new Borders(new Border()),
            new CellFormats(
                new CellFormat(),
                new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
                new CellFormat
                {
                    NumberFormatId = 49,
                    ApplyNumberFormat = true,
                    QuotePrefix = true,
                }
            )
        );

    private static Refusal Bad(string message) => Refusal.Invalid("file", message);
}
