namespace Yihe.Organization.Audit;

/// <summary>The audit administrator reads the log of acts; the search is an act like any other. GB/T 22239 8.1.4.3.</summary>
internal static class SearchActs
{
    private const int PageSize = 50;

    internal static readonly UseCase<ActFilter, Rows<ActLine>> Door = UseCase.Look<ActFilter, Rows<ActLine>>(
        "act.search",
        "审计查询",
        Rights.SearchActs,
        Run
    );

    private static async Task<Result<Rows<ActLine>>> Run(Work work, ActFilter input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var acts = await (await input.In(work, ct)).Take(PageSize + 1).ToListAsync(ct);
        var page = acts.Take(PageSize).ToList();
        var next = acts.Count > PageSize ? ActFilter.PlaceOf(page[^1]) : null;
        return await work.Look(new Rows<ActLine>(await ActLine.Of(work, page, ct), next), ct);
    }
}
