using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Joining.Import;

/// <summary>A file that could not be imported, with what is wrong in each row; its author alone gets it back.</summary>
internal sealed class ImportReturn : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required AccountId Account { get; init; }
    public required string Name { get; init; }
    public required Guid File { get; init; }
    public IEnumerable<InstitutionId> Parties => [];
    public AccountId? Owner => Account;
}

/// <summary>Excel in: all rows of a file or none; a faulty file comes back with a column that says what is wrong.</summary>
internal static class ImportSheet
{
    internal sealed record Input([property: Display(Name = "Excel 文件（.xlsx）"), Needed("请选择要导入的文件")] UploadedFile File);

    /// <param name="Returned">the file with its faults; null when all rows were taken</param>
    internal sealed record Outcome(int Rows, int Faults, Guid? Returned);

    /// <param name="check">finds what is wrong beyond the shape of a row, and answers what enters the rows once nothing is</param>
    internal static Change<Input, Outcome> Of<T>(
        string name,
        string words,
        Permission permission,
        Func<Work, SheetRead<T>, CancellationToken, Task<Action>> check
    )
        where T : notnull =>
        new(
            name,
            words,
            permission,
            async (work, input, ct) =>
            {
                if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
                    return refusal;
                var (read, unreadable) = SheetOf<T>.Read(input.File.Content);
                if (unreadable is not null)
                    return unreadable;
                var enter = await check(work, read, ct);
                if (read.Faults > 0)
                    return await GiveBack(work, input.File.Name, read, ct);
                enter();
                var done = await work.Commit(new Outcome(read.Rows.Count, 0, null), ct);
                InstitutionDirectory.Of(work.Platform).Forget();
                return done;
            }
        );

    internal sealed record Nothing;

    internal static Look<Nothing, FileContent> TemplateOf<T>(string name, string words, string sheet, Permission permission)
        where T : notnull =>
        new(
            name,
            words,
            permission,
            (work, _, _) =>
                Task.FromResult(
                    work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal
                        ? (Result<FileContent>)refusal
                        : SheetOf<T>.Template(sheet)
                )
        );

    private static async Task<Result<Outcome>> GiveBack<T>(Work work, string name, SheetRead<T> read, CancellationToken ct)
    {
        work.Outcome = ActOutcome.Failed;
        var kept = work.Add(
            new ImportReturn
            {
                Id = work.NewId(),
                Account = work.Actor.Account!.Value,
                Name = name.Split('/', '\\')[^1],
                File = Blobs.Store(work, read.Returned()),
            }
        );
        return await work.Commit(new Outcome(read.Rows.Count, read.Faults, kept.Id), ct);
    }
}

/// <summary>The author of a faulty import takes the file back.</summary>
internal static class OpenImportReturn
{
    internal sealed record Input(Guid Id);

    internal static readonly Look<Input, FileContent> Door = new("import.return", "取回有错误的导入文件", Permission.SignedIn, Run);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct)
    {
        var (kept, refusal) = await work.Find<ImportReturn>(input.Id, ct);
        return refusal is not null
            ? refusal
            : await work.Look(new FileContent(kept.Name, Spreadsheet.ContentType, await Blobs.Open(work, kept.File, ct)), ct);
    }
}
