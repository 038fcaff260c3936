namespace Yihe.Evaluation;

/// <summary>Evaluation by the numbers nobody filled in: schemes of the blueprint, computed, self-checked, reviewed, published, final; and what hangs on it.</summary>
public static class EvaluationModule
{
    public static readonly Module Definition = new("Evaluation", typeof(EvaluationModule).Assembly)
    {
        Sections = [EvaluationSection.Section],
        Routes =
        [
            Route.Get("evaluations", ListRounds.Door),
            Route.Post("evaluations", ComputeRound.Door),
            Route.Get("evaluations/{id}", ShowRound.Door),
            Route.Get("evaluations/{id}/printing", ShowRound.Paper),
            Route.Get("evaluations/{id}/trial", TryScheme.Door),
            Route.Post("evaluations/{id}/self-check", MoveRound.Open),
            Route.Post("evaluations/{id}/review", MoveRound.Close),
            Route.Post("evaluations/{id}/notice", PublishRound.Door),
            Route.Post("evaluations/{id}/finalisation", MoveRound.Finalise),
            Route.Post("evaluations/{id}/discarding", DiscardRound.Door),
            Route.Get("scoresheets/{id}", ShowScoresheet.Door),
            Route.Post("scoresheets/{id}/self-check", SubmitSelfCheck.Door),
            Route.Post("scoresheets/{id}/adjustment", AdjustScore.Door),
            Route.Post("scoresheets/{id}/evidence", ConfirmEvidence.Door),
            Route.Post("scoresheets/{id}/appeal", AppealScore.Door),
            Route.Post("scoresheets/{id}/answer", AnswerAppeal.Door),
        ],
        Flows = [RoundFlow.Table, SheetFlow.Table],
        Acts =
        [
            new(RoundFlow.Table, nameof(RoundMove.Open), MoveRound.Open, Direct: true),
            new(RoundFlow.Table, nameof(RoundMove.Close), MoveRound.Close, Direct: true),
            new(RoundFlow.Table, nameof(RoundMove.Publish), PublishRound.Door),
            new(RoundFlow.Table, nameof(RoundMove.Finalise), MoveRound.Finalise, Direct: true),
            new(RoundFlow.Table, nameof(RoundMove.Discard), DiscardRound.Door),
            new(SheetFlow.Table, nameof(SheetMove.Submit), SubmitSelfCheck.Door),
            new(SheetFlow.Table, nameof(SheetMove.Appeal), AppealScore.Door),
            new(SheetFlow.Table, nameof(SheetMove.Answer), AnswerAppeal.Door),
        ],
        Menu = [new("监测评价", "绩效评价", "/evaluations", "task", Rights.Read)],
    };
}
