namespace Yihe.HealthRecord.Correcting;

/// <summary>How a doubt is answered: by whoever wrote the entry, within the time the blueprint gives, with a reference or a reason. QJ-66.</summary>
internal static class CorrectionFlow
{
    internal static readonly Flow<Correction, CorrectionState, CorrectionMove> Table = new("correction", "档案更正", CorrectionState.Asked)
    {
        States =
        [
            new(
                CorrectionState.Asked,
                "待答复",
                Tone.Warn,
                Writer,
                "答复档案更正",
                (c, book) => book.Of<HealthRecordSection>(c.Blueprint).AnswerLimit
            ),
            new(CorrectionState.Corrected, "已更正", Tone.Ok),
            new(CorrectionState.Refused, "未更正", Tone.Quiet),
            new(CorrectionState.Withdrawn, "已撤回", Tone.Quiet),
        ],
        Moves =
        [
            new(CorrectionState.Asked, CorrectionMove.Correct, CorrectionState.Corrected, "已更正", Writer),
            new(CorrectionState.Asked, CorrectionMove.Refuse, CorrectionState.Refused, "不予更正", Writer),
            new(CorrectionState.Asked, CorrectionMove.Withdraw, CorrectionState.Withdrawn, "撤回", Person),
        ],
    };

    private static Holder Writer(Correction c) => new(c.Institution, Rights.Answer);

    private static Holder Person(Correction c) => Holder.Patient(c.Subject);
}
