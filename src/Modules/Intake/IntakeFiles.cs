namespace Yihe.Intake;

/// <summary>An empty list to fill in.</summary>
internal static class IntakeTemplate
{
    internal sealed record Input;

    internal static readonly Look<Input, FileContent> Door = new("intake.template", "下载居民名单模板", Rights.Import, Run);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct) =>
        work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal
            ? refusal
            : await work.Look(SheetOf<IntakeLine>.Template("居民名单"), ct);
}

/// <summary>The file as it came, with what is wrong in which row.</summary>
internal static class OpenReturned
{
    internal sealed record Input(Guid Id);

    internal static readonly Look<Input, FileContent> Door = new("intake.returned", "取回标明错误的居民名单", Rights.Import, Run);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct)
    {
        var (batch, refusal) = await work.Find<IntakeBatch>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        if (batch.Returned is not { } returned)
            return Refusal.Conflict("nothing-returned", "这份名单没有错误，没有要改的文件");
        var content = await Blobs.Open(work, returned, ct);
        (work.Purpose, work.Persons) = ("intake", 0); // what the institution sent itself
        return await work.Look(new FileContent(NameOf(batch, content), TypeOf(content), content), ct);
    }

    private static string NameOf(IntakeBatch batch, byte[] content) =>
        $"{Path.GetFileNameWithoutExtension(batch.FileName)}-标明错误{(TableFile.IsWorkbook(content) ? ".xlsx" : ".csv")}";

    private static string TypeOf(byte[] content) => TableFile.IsWorkbook(content) ? Spreadsheet.ContentType : "text/csv";
}
