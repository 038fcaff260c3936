namespace Yihe.DataQuality;

/// <summary>Whoever was asked says what is behind the odd data. Data that were wrong are mended at their source; the finding then closes by itself.</summary>
internal static class ExplainFinding
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "原因"), Needed("请选择原因")] Cause Cause,
        [property: Display(Name = "核实情况"), Needed("请写明怎样核实的、查到什么、怎样处理"), AtMost(500)] string Note,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("quality.explain", "说明数据质量疑点", Rights.Mend, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (finding, refusal) = await work.Find<Finding>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await FindingFlow.Table.Make(work, finding, FindingMove.Explain, ct) is { } illegal)
            return illegal;
        finding.Explain(work, input.Cause, input.Note.Trim());
        work.ReasonCode = Shape.JsonName($"{input.Cause}");
        return await work.Commit(Done.Yes, ct);
    }
}
