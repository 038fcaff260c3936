namespace Yihe.HealthRecord.Correcting;

/// <summary>A resident, or who acts for them, says which entry is wrong and what is right. QJ-66; 个人信息保护法第四十六条.</summary>
internal static class AskCorrection
{
    internal sealed record Input(
        Guid Entry,
        [property: Display(Name = "哪里不对"), Needed("请写明哪里不对"), AtMost(300)] string Wrong,
        [property: Display(Name = "应该是什么"), Needed("请写明应该是什么"), AtMost(300)] string Right,
        ResidentId? For = null
    );

    internal sealed record Outcome(Guid Id);

    internal static readonly Change<Input, Outcome> Door = new("my.ask-correction", "申请更正档案", Permission.Self, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        if (await record.Find(work, input.Entry, ct) is not { } document)
            return Refusal.NotFound;
        if (await work.Db.Set<Correction>().AnyAsync(c => c.Document == document.Id && c.State == CorrectionState.Asked, ct))
            return Refusal.Conflict("already-asked", "这一条已经申请过更正，正等对方答复；要改说法，请先撤回再申请");
        var correction = New(work, record.Resident, document, input, await LineOf(work, record, document.Id, ct));
        await CorrectionFlow.Table.Enter(work, correction, ct);
        return await work.Commit(new Outcome(correction.Id), ct);
    }

    private static Correction New(Work work, ResidentCard person, Document document, Input input, string what) =>
        work.Add(
            new Correction
            {
                Id = work.NewId(),
                Document = document.Id,
                Resident = person.Id,
                Institution = document.Institution,
                At = work.Now,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                Person = person.Name,
                PersonDetail = $"{person.SexAndAge}，证件尾号 {person.IdentityTail}",
                What = what,
                Wrong = input.Wrong.Trim(),
                Right = input.Right.Trim(),
            }
        );

    private static async Task<string> LineOf(Work work, OpenRecord record, Guid document, CancellationToken ct)
    {
        var dated = await OpenRecord.InTime(work, record.Documents(work).Where(d => d.Id == document)).ToListAsync(ct);
        return (await record.Lines(work, dated, ct)) is [var line] ? $"{line.When} {line.What}".Trim() : "";
    }
}

/// <summary>Whoever asked thinks better of it, while nobody answered.</summary>
internal static class WithdrawCorrection
{
    internal static readonly Deed<Correction, Guid> Door = new(
        "my.withdraw-correction",
        "撤回更正申请",
        Permission.Self,
        (work, correction, ct) => CorrectionFlow.Table.Make(work, correction, CorrectionMove.Withdraw, ct)
    );
}
