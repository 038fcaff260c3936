namespace Yihe.Indicators.Editions;

/// <summary>A draft is published: from its first day on periods follow it. What others published meanwhile comes before it.</summary>
internal static class PublishEdition
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal static readonly Change<Input, Done> Door = new("indicator.publish", "发布指标口径", FigureRights.Define, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (draft, refusal) = await work.Find<IndicatorEdition>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        var before = (await IndicatorBook.InForce(work, ct)).Find(draft.Code);
        if (EditionChecks.TooEarly(work, draft.Content, before) is { } early)
            return early;
        if (await EditionFlow.Table.Make(work, draft, EditionMove.Publish, ct) is { } illegal)
            return illegal;
        draft.Publish((before?.Version ?? 0) + 1, work.Actor.Name, work.Now);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A draft is not to be after all.</summary>
internal static class DropEdition
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal static readonly Change<Input, Done> Door = new("indicator.drop", "放弃指标口径", FigureRights.Define, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (draft, refusal) = await work.Find<IndicatorEdition>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        return await EditionFlow.Table.Make(work, draft, EditionMove.Drop, ct) is { } illegal ? illegal : await work.Commit(Done.Yes, ct);
    }
}
