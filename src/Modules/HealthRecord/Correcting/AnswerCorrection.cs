using Yihe.Residents.Messages;

namespace Yihe.HealthRecord.Correcting;

/// <summary>Whoever wrote the entry answers: it was corrected, and where; or it is not, and why. The resident is told. QJ-66.</summary>
internal static class AnswerCorrection
{
    internal sealed record CorrectInput(
        Guid Id,
        [property: Display(Name = "更正在哪里"), Needed("请写明更正后的文书或条目，如：门诊病历 2026-11-02 已重新提交"), AtMost(300)]
            string Reference,
        int? Version = null
    );

    internal sealed record RefuseInput(
        Guid Id,
        [property: Display(Name = "理由"), Needed("请选择不予更正的理由")] string Reason,
        [property: Display(Name = "说明"), Needed("请向本人说明核实的情况"), AtMost(300)] string Note,
        int? Version = null
    );

    internal static readonly Change<CorrectInput, Done> Correct = new(
        "correction.correct",
        "答复：已更正",
        Rights.Answer,
        async (work, input, ct) =>
        {
            var (correction, refusal) = await work.Find<Correction>(input.Id, input.Version, ct);
            return refusal is not null ? refusal : await Answer(work, correction, (CorrectionMove.Correct, input.Reference.Trim()), ct);
        }
    );

    internal static readonly Change<RefuseInput, Done> Refuse = new(
        "correction.refuse",
        "答复：不予更正",
        Rights.Answer,
        async (work, input, ct) =>
        {
            var (correction, refusal) = await work.Find<Correction>(input.Id, input.Version, ct);
            if (refusal is not null)
                return refusal;
            if (!Of(work, correction).Refusals.TryGetValue(input.Reason, out var why))
                return Refusal.Invalid("reason", "请从列出的理由中选择一项");
            work.ReasonCode = input.Reason;
            return await Answer(work, correction, (CorrectionMove.Refuse, $"{why}：{input.Note.Trim()}"), ct);
        }
    );

    private static async Task<Result<Done>> Answer(
        Work work,
        Correction correction,
        (CorrectionMove Move, string Words) answer,
        CancellationToken ct
    )
    {
        if (await CorrectionFlow.Table.Make(work, correction, answer.Move, ct) is { } illegal)
            return illegal;
        correction.Say(work, answer.Words);
        work.Purpose = "correction";
        if (Of(work, correction).Messages.TryGetValue(Shape.JsonName($"{answer.Move}"), out var text))
        {
            var at = await InstitutionDirectory.Find(work, correction.Institution, ct);
            await ResidentMessages.Tell(
                work,
                correction.Resident,
                text.Replace("{person}", correction.Person, StringComparison.Ordinal)
                    .Replace("{institution}", at?.ShortName ?? "", StringComparison.Ordinal),
                ct
            );
        }
        work.About(correction);
        return await work.Commit(Done.Yes, ct);
    }

    private static HealthRecordSection Of(Work work, Correction c) => work.Platform.Blueprints.Of<HealthRecordSection>(c.Blueprint);
}

/// <summary>A doubt as the institution that answers sees it, beside the entry it is about.</summary>
internal static class ShowCorrection
{
    internal sealed record Input(Guid Id);

    /// <param name="Entry">null where the entry was taken back since</param>
    internal sealed record Outcome(
        ResidentCard Resident,
        CorrectionLine Correction,
        int Version,
        bool IsOpen,
        EntryDetail? Entry,
        IReadOnlyDictionary<string, string> Refusals
    );

    internal static readonly Look<Input, Outcome> Door = new("correction.show", "查看更正申请", Rights.Answer, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (correction, refusal) = await work.Find<Correction>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var card = await ResidentDirectory.Known(work, correction.Resident, ct);
        var record = new OpenRecord(card, await OnePerson.Ids(work, card.Id.Value, ct), false, false);
        var (entry, _) = await EntryDetail.Of(work, record, correction.Document, ct);
        (work.Subject, work.Purpose, work.Persons) = (correction.Subject, "correction", 1);
        work.About(correction);
        return await work.Look(
            new Outcome(
                card,
                CorrectionLine.Of(work, correction),
                correction.Version,
                correction.State == CorrectionState.Asked,
                entry,
                work.Platform.Blueprints.Of<HealthRecordSection>(correction.Blueprint).Refusals
            ),
            ct
        );
    }
}
