namespace Yihe.Intake;

/// <summary>The lists of one's own institution, the newest first.</summary>
internal static class ListIntakes
{
    private const int PageSize = 20;

    internal sealed record Input([property: Mark] string? After = null);

    internal sealed record Line(
        Guid Id,
        string Number,
        string FileName,
        IntakeState State,
        IntakeCounts Counts,
        int Registered,
        DateTimeOffset At
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("intake.list", "查看居民导入清单", Rights.Import, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (reach, batches) = (work.Reach, work.Db.Set<IntakeBatch>().AsNoTracking());
        if (!reach.All)
            batches = batches.Where(b => reach.Institutions.Contains(b.Institution));
        if (PageMark.Read(input.After) is { Id: var after })
            batches = batches.Where(b => b.Id < after);
        var found = await batches.OrderByDescending(b => b.Id).Take(PageSize + 1).ToListAsync(ct);
        var lines = found.Take(PageSize).Select(b => new Line(b.Id, b.Number, b.FileName, b.State, b.Counts, b.Registered, b.At)).ToList();
        (work.Purpose, work.Persons) = ("intake", 0);
        return await work.Look(new Rows<Line>(lines, found.Count > PageSize ? $"{new PageMark(lines[^1].At, lines[^1].Id)}" : null), ct);
    }
}

/// <summary>Whom a list brought, and after it was taken back, who stays: the health code of each, and where they are registered.</summary>
internal static class ListBrought
{
    private const int PageSize = 100;

    internal sealed record Input(Guid Id, [property: Mark] string? After = null);

    /// <param name="Here">registered where whoever looks works: their record opens</param>
    internal sealed record Line(ResidentId Id, string Name, string HealthCode, string Institution, bool Here);

    internal static readonly Look<Input, Rows<Line>> Door = new("intake.residents", "查看一批登记的居民", Rights.Import, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        var (batch, refusal) = await work.Find<IntakeBatch>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var found = await ResidentRegister.Of(work, batch.Id, PageMark.Read(input.After)?.Id, PageSize + 1, ct);
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var lines = found
            .Take(PageSize)
            .Select(r => new Line(r.Id, r.Name, r.HealthCode, names[r.At], r.At == work.Actor.Institution))
            .ToList();
        (work.Purpose, work.Persons) = ("intake", lines.Count);
        return await work.Look(new Rows<Line>(lines, found.Count > PageSize ? $"{new PageMark(batch.At, lines[^1].Id.Value)}" : null), ct);
    }
}

/// <summary>One list: what it comes to, and its first rows.</summary>
internal static class ShowIntake
{
    internal sealed record Input(Guid Id);

    internal sealed record Outcome(
        Guid Id,
        int Version,
        string Number,
        string FileName,
        IntakeState State,
        IntakeCounts Counts,
        bool HasReturned,
        IReadOnlyList<SampleRow> Sample,
        int Registered,
        int TakenBack,
        string? Reason,
        DateTimeOffset At,
        string? By
    );

    internal static readonly Look<Input, Outcome> Door = new("intake.show", "查看居民导入", Rights.Import, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (b, refusal) = await work.Find<IntakeBatch>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var sample = b.Rows(work.Platform.Vault);
        (work.Purpose, work.Persons) = ("intake", 0);
        return await work.Look(
            new Outcome(
                b.Id,
                b.Version,
                b.Number,
                b.FileName,
                b.State,
                b.Counts,
                b.Returned is not null,
                sample,
                b.Registered,
                b.TakenBack,
                b.Reason,
                b.At,
                b.By is { } account ? await AccountDirectory.NameOf(work, account, ct) : null
            ),
            ct
        );
    }
}
