using System.Security.Cryptography;
using System.Text;

namespace Yihe.Evaluation;

/// <summary>The steps of an evaluation as its office makes them: its sheets go with it, in the same commit.</summary>
internal static class MoveRound
{
    internal static readonly Deed<Round, Guid> Open = new(
        "evaluation.open",
        "发起自查",
        Rights.Run,
        (work, round, ct) => Make(work, round, RoundMove.Open, SheetMove.Open, ct)
    );

    /// <summary>Once all have answered, or their time is over.</summary>
    internal static readonly Deed<Round, Guid> Close = new(
        "evaluation.close",
        "转入复核",
        Rights.Run,
        async (work, round, ct) =>
        {
            var waiting = (await Scoresheet.Of(work, round.Id, ct)).Where(s => s.State == SheetState.SelfCheck).ToList();
            return waiting.Count > 0 && round.Until > work.Now
                ? Refusal.Conflict("self-check-open", $"还有 {waiting.Count} 家未提交自查，{Time(round.Until.Value)} 后可以转入复核")
                : await Make(work, round, RoundMove.Close, SheetMove.Close, ct);
        }
    );

    /// <summary>Once the notice has stood its time and every appeal is answered.</summary>
    internal static readonly Deed<Round, Guid> Finalise = new("evaluation.finalise", "定稿", Rights.Run, Fix);

    private static async Task<Refusal?> Fix(Work work, Round round, CancellationToken ct)
    {
        var sheets = await Scoresheet.Of(work, round.Id, ct);
        if (sheets.FirstOrDefault(s => s.State == SheetState.Appealed) is { } appealed)
            return Refusal.Conflict("appeal-open", $"{appealed.Name}的申诉还没有答复，请先答复");
        if (round.State == RoundState.Notice && round.Until > work.Now)
            return Refusal.Conflict("notice-open", $"公示到 {Time(round.Until.Value)}，期满后定稿");
        if (await Make(work, round, RoundMove.Finalise, SheetMove.Finalise, ct) is { } illegal)
            return illegal;
        round.Fix(HashOf(round, sheets));
        return null;
    }

    /// <summary>The whole of what is final: of what, by which versions, every sheet with its lines.</summary>
    internal static string HashOf(Round round, IEnumerable<Scoresheet> sheets) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    JsonText.Write(
                        new
                        {
                            round.Scheme,
                            round.Period,
                            round.Zone,
                            round.Blueprint,
                            Sheets = sheets.OrderBy(s => s.Id).Select(s => new { s.Place, s.Lines }),
                        }
                    )
                )
            )
        );

    /// <summary>Moves the evaluation, and with it every sheet that has such a move; the rest stand where they are.</summary>
    internal static async Task<Refusal?> Make(Work work, Round round, RoundMove move, SheetMove with, CancellationToken ct)
    {
        if (RoundFlow.Table.Refuses(round, move, work.Actor) is { } illegal)
            return illegal;
        foreach (var sheet in await Scoresheet.Of(work, round.Id, ct))
            if (((IFlow)SheetFlow.Table).Next($"{sheet.State}", $"{with}") is not null)
                if (await SheetFlow.Table.Make(work, sheet, with, ct) is { } not)
                    return not;
        if (await RoundFlow.Table.Make(work, round, move, ct) is { } no)
            return no;
        round.Run(UntilOf(work, round));
        return null;
    }

    private static DateTimeOffset? UntilOf(Work work, Round round) =>
        RoundFlow
            .Table[round.State]
            .Limit?.Invoke(round, work.Platform.Blueprints)
            ?.DueAfter(work.Now, work.Platform.Blueprints.Of<Calendar>(round.Blueprint).WorkingHours);

    private static string Time(DateTimeOffset at) => $"{at.Local():yyyy-MM-dd HH:mm}";
}

/// <summary>The reviewed scores are shown to everyone evaluated (公示); whoever disagrees may appeal while it stands.</summary>
internal static class PublishRound
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "复核说明"), Needed("请写复核说明，公示时一并列出"), AtMost(500)] string Note,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("evaluation.publish", "公示评价结果", Rights.Run, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (round, refusal) = await work.Find<Round>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await MoveRound.Make(work, round, RoundMove.Publish, SheetMove.Publish, ct) is { } illegal)
            return illegal;
        round.Run(round.Until, input.Note.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>An evaluation not yet published is given up, with the reason, so that it can be computed anew.</summary>
internal static class DiscardRound
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "作废的理由"), Needed("请写作废的理由"), AtMost(300)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("evaluation.discard", "作废评价", Rights.Run, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (round, refusal) = await work.Find<Round>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await MoveRound.Make(work, round, RoundMove.Discard, SheetMove.Discard, ct) is { } illegal)
            return illegal;
        round.Run(null, input.Reason.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}
