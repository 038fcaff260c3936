namespace Yihe.Intake;

/// <summary>A list that is not to be registered after all.</summary>
internal static class DropIntake
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal static readonly Change<Input, Done> Door = new("intake.drop", "放弃居民名单", Rights.Import, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (batch, refusal) = await work.Find<IntakeBatch>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await IntakeFlow.Table.Make(work, batch, IntakeMove.Drop, ct) is { } illegal)
            return illegal;
        await Blobs.Drop(work, batch.File!.Value, ct);
        batch.Close(0);
        work.Purpose = "intake";
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A list was the wrong one: whoever came by it alone, and about whom nothing was written since, is registered no longer.</summary>
internal static class TakeBackIntake
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "理由"), Needed("请写明为什么撤销这一批"), AtMost(200)] string Reason,
        int? Version = null
    );

    /// <param name="Staying">those about whom something was written since</param>
    internal sealed record Outcome(Guid Id, int TakenBack, int Staying);

    internal static readonly Change<Input, Outcome> Door = new("intake.take-back", "整批撤销登记", Rights.Import, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (batch, refusal) = await work.Find<IntakeBatch>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await IntakeFlow.Table.Make(work, batch, IntakeMove.TakeBack, ct) is { } illegal)
            return illegal;
        var taken = await ResidentRegister.TakeBack(work, batch.Id, RegisterIntake.Door.Name, ct);
        batch.Undo(taken, input.Reason.Trim());
        (work.Purpose, work.ReasonCode) = ("intake", batch.Number);
        return await work.Commit(new Outcome(batch.Id, taken, batch.Registered - taken), ct);
    }
}
