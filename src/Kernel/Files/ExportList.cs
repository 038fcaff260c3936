namespace Yihe.Kernel.Files;

/// <summary>A list is taken away as a file (导出列表): an act that says which list and how many rows.</summary>
public static class ExportList
{
    /// <summary>So many rows at most go into one file.</summary>
    public const int Most = 5_000;

    /// <param name="Page">the address of the list without its conditions, which may name a person</param>
    public sealed record Input(string Page, SheetText Sheet);

    public static readonly Look<Input, FileContent> Door = new("list.export", "导出列表", Permission.SignedIn, Run);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        (work.ReasonCode, work.Purpose) = (input.Page, $"export {input.Sheet.Rows.Count - 1}");
        var name = $"{input.Sheet.Name}-{work.Now.Local():yyyyMMdd-HHmmss}.xlsx";
        return await work.Look(new FileContent(name, Spreadsheet.ContentType, Spreadsheet.Write(input.Sheet)), ct);
    }
}
