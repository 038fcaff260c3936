namespace Yihe.MasterIndex;

/// <summary>The source records one keeps the index of, the oldest waiting first.</summary>
internal static class ListSources
{
    private const int PageSize = 20;

    /// <param name="Tab">a state</param>
    internal sealed record Input(SourceState Tab = SourceState.Waiting, [property: Mark] string? After = null);

    internal sealed record Line(
        Guid Id,
        string? Name,
        string Institution,
        string System,
        SourceState State,
        string? Why,
        DateTimeOffset At
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("source.list", "查看来源记录清单", Rights.Review, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (reach, records) = (work.Reach, work.Db.Set<SourceRecord>().AsNoTracking());
        if (!reach.All)
            records = records.Where(r => reach.Institutions.Contains(r.Source) || reach.Institutions.Contains(r.Office));
        var counts = new Dictionary<string, int>();
        foreach (var state in new[] { SourceState.Waiting, SourceState.Linked, SourceState.Returned })
            counts[Shape.JsonName(state.ToString())] = await records.Where(r => r.State == state).CountSome(ct);
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var page = records.Where(r => r.State == input.Tab);
        if (PageMark.Read(input.After) is { Id: var after })
            page = page.Where(r => r.Id > after);
        var found = await page.OrderBy(r => r.Id).Take(PageSize + 1).ToListAsync(ct);
        var lines = found
            .Take(PageSize)
            .Select(r => new Line(r.Id, r.Name, names.GetValueOrDefault(r.Source, ""), r.System, r.State, r.Why, r.At))
            .ToList();
        work.Purpose = "index";
        return await work.Look(
            new Rows<Line>(lines, found.Count > PageSize ? $"{new PageMark(lines[^1].At, lines[^1].Id)}" : null, counts),
            ct
        );
    }
}
