namespace Yihe.Evaluation;

/// <summary>Whoever is evaluated looks the scores over and says what is right or wrong about them, and which proofs it has (自查).</summary>
internal static class SubmitSelfCheck
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "自查情况"), Needed("请写自查情况：对哪些得分有说明，佐证材料在哪里"), AtMost(1000)] string Note,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("scoresheet.submit", "提交自查", Rights.Answer, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (sheet, refusal) = await work.Find<Scoresheet>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await SheetFlow.Table.Make(work, sheet, SheetMove.Submit, ct) is { } illegal)
            return illegal;
        sheet.Declare(work, input.Note.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>Whoever disagrees with the published score says why, once, while the notice stands (申诉).</summary>
internal static class AppealScore
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "申诉理由"), Needed("请写申诉理由：哪一项，为什么"), AtMost(1000)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("scoresheet.appeal", "申诉", Rights.Answer, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (sheet, refusal) = await work.Find<Scoresheet>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        var round = (await work.Db.FindAsync<Round>([sheet.Round], ct))!;
        if (round.Until < work.Now)
            return Refusal.Conflict("notice-over", "公示期已过，不能再申诉，请向评价单位说明情况");
        if (await SheetFlow.Table.Make(work, sheet, SheetMove.Appeal, ct) is { } illegal)
            return illegal;
        sheet.Object(work, input.Reason.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>The office answers an appeal; a score that has to change was adjusted before, with its reason.</summary>
internal static class AnswerAppeal
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "答复"), Needed("请写答复：采纳与否及理由"), AtMost(1000)] string Answer,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("scoresheet.answer", "答复申诉", Rights.Run, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (sheet, refusal) = await work.Find<Scoresheet>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await SheetFlow.Table.Make(work, sheet, SheetMove.Answer, ct) is { } illegal)
            return illegal;
        sheet.Reply(work, input.Answer.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}
