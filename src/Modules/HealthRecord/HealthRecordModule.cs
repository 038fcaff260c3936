using Yihe.HealthRecord.Correcting;
using Yihe.HealthRecord.My;

namespace Yihe.HealthRecord;

/// <summary>The record of a whole life, from all institutions, for doctors and for the residents themselves.</summary>
public static class HealthRecordModule
{
    public static readonly Module Definition = new("HealthRecord", typeof(HealthRecordModule).Assembly)
    {
        Sections = [HealthRecordSection.Section],
        Flows = [CorrectionFlow.Table],
        Acts =
        [
            new(CorrectionFlow.Table, nameof(CorrectionMove.Correct), AnswerCorrection.Correct),
            new(CorrectionFlow.Table, nameof(CorrectionMove.Refuse), AnswerCorrection.Refuse),
            new(CorrectionFlow.Table, nameof(CorrectionMove.Withdraw), WithdrawCorrection.Door),
        ],
        Routes =
        [
            Route.Get("residents/{id}/record", ShowTimeline.Door),
            Route.Get("residents/{id}/record/{entry}", ShowEntry.Door),
            Route.Get("residents/{id}/record-summary", PrintSummary.Door),
            Route.Get("corrections/{id}", ShowCorrection.Door),
            Route.Post("corrections/{id}/correction", AnswerCorrection.Correct),
            Route.Post("corrections/{id}/refusal", AnswerCorrection.Refuse),
            Route.Get("my/record", ShowOwnRecord.Door),
            Route.Get("my/record/{entry}", ShowOwnEntry.Door),
            Route.Post("my/record/{entry}/corrections", AskCorrection.Door),
            Route.Post("my/corrections/{id}/withdrawal", WithdrawCorrection.Door),
            Route.Get("my/record-copy", CopyOwnRecord.Door),
            Route.Get("my/record-paper", CopyOwnRecord.OnPaper),
        ],
    };
}
