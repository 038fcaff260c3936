namespace Yihe.Intake;

/// <summary>A list of residents is handed in and looked at; nobody is registered yet. XX-37.</summary>
internal static class PreviewIntake
{
    internal sealed record Input(
        [property: Display(Name = "名单文件（.xlsx 或 .csv）"), Needed("请选择要导入的名单文件")] UploadedFile File
    );

    internal sealed record Outcome(Guid Id, string Number, IntakeCounts Counts);

    /// <summary>The file is read before the transaction begins, so that nobody waits for it.</summary>
    internal static readonly Change<Input, Outcome> Door = new(
        "intake.preview",
        "预览居民名单",
        Rights.Import,
        Run,
        Ahead: (_, _, input, _) =>
            Task.FromResult<object?>(new Read(SheetOf<IntakeLine>.ReadTable(input.File.Content, IntakeReading.MostRows)))
    );

    private sealed record Read(Result<SheetRead<IntakeLine>> Of);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (read, unreadable) = ((Read)work.Ahead!).Of;
        if (unreadable is not null)
            return unreadable;
        var reading = await IntakeReading.Of(work, read, ct);
        var batch = work.Add(
            new IntakeBatch
            {
                Id = work.NewId(),
                Number = await Counter.DatedNumber(work, "DR", ct),
                Institution = work.Actor.Institution,
                By = work.Actor.Account,
                At = work.Now,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                FileName = PlainName(input.File.Name),
            }
        );
        batch.Keep(Blobs.Store(work, input.File.Content));
        batch.Say(work.Platform.Vault, reading.Counts, reading.Returned is { } file ? Blobs.Store(work, file) : null, reading.Sample);
        await IntakeFlow.Table.Enter(work, batch, ct);
        work.Purpose = "intake";
        return await work.Commit(new Outcome(batch.Id, batch.Number, batch.Counts), ct);
    }

    private static string PlainName(string name) =>
        name.Split('/', '\\')[^1] is { Length: > 0 } own ? own[..Math.Min(own.Length, 80)] : "名单";
}
