namespace Yihe.Monitoring.Risks;

/// <summary>Whoever answers for a target that is about to be missed says what is being done about it (说明措施); once more when that changes.</summary>
internal static class AnswerRisk
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "措施"), Needed("请写措施：正在做什么、由谁办、何时见效"), AtMost(300)] string Answer,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("target-risk.answer", "说明达标措施", FigureRights.Answer, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (risk, refusal) = await work.Find<TargetRisk>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await RiskFlow.Table.Make(work, risk, RiskMove.Answer, ct) is { } illegal)
            return illegal;
        risk.Explain(work, input.Answer.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}
