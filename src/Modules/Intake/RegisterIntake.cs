namespace Yihe.Intake;

/// <summary>Everybody of a list who can be, is registered in one commit; the file is held against the register once more. Decision 25.</summary>
internal static class RegisterIntake
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal sealed record Outcome(Guid Id, int Registered);

    internal static readonly Change<Input, Outcome> Door = new("intake.register", "批量登记居民", Rights.Import, Run, Ahead: Read);

    private static async Task<object?> Read(Platform platform, Actor actor, Input input, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await db.FindAsync<IntakeBatch>([input.Id], ct) is { File: { } file } batch && batch.Parties.Contains(actor.Institution)
            ? SheetOf<IntakeLine>.ReadTable(await Blobs.Open(platform, db, file, ct), IntakeReading.MostRows).Value
            : null;
    }

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (batch, refusal) = await work.Find<IntakeBatch>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (IntakeFlow.Table.Refuses(batch, IntakeMove.Register, work.Actor) is { } illegal)
            return illegal;
        if (work.Ahead is not SheetRead<IntakeLine> read)
            return Refusal.Changed;
        var reading = await IntakeReading.Of(work, read, ct);
        if (reading.Newcomers.Count == 0)
            return Refusal.Conflict(
                "nobody-new",
                "名单里没有可以登记的新居民：都已登记过，或者还有错。请下载标明错误的文件改正，或放弃这一批"
            );
        if (await IntakeFlow.Table.Make(work, batch, IntakeMove.Register, ct) is { } impossible)
            return impossible;
        await ResidentRegister.Register(work, batch.Id, reading.Newcomers, ct);
        await Close(work, batch, reading, ct);
        (work.Purpose, work.ReasonCode) = ("intake", batch.Number);
        return await work.Commit(new Outcome(batch.Id, reading.Newcomers.Count), ct);
    }

    private static async Task Close(Work work, IntakeBatch batch, IntakeReading reading, CancellationToken ct)
    {
        foreach (var old in new[] { batch.File, batch.Returned }.OfType<Guid>())
            await Blobs.Drop(work, old, ct);
        batch.Say(work.Platform.Vault, reading.Counts, reading.Returned is { } file ? Blobs.Store(work, file) : null, reading.Sample);
        batch.Close(reading.Newcomers.Count);
    }
}
