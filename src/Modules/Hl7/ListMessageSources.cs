namespace Yihe.Hl7;

/// <summary>The registered sources with how they do: messages taken, those that wait, and when the last of each came.</summary>
internal static class ListMessageSources
{
    internal sealed record Input;

    /// <param name="Taken">counted up to a limit</param>
    internal sealed record Line(
        Guid Id,
        string Institution,
        string Application,
        string Title,
        int Taken,
        DateTimeOffset? LastTaken,
        int Waiting,
        DateTimeOffset? LastFailed,
        int Codes
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("message.sources", "查看接口来源", Rights.Mend, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (reach, sources) = (work.Reach, work.Db.Set<MessageSource>().AsNoTracking());
        if (!reach.All)
            sources = sources.Where(s => reach.Institutions.Contains(s.Institution));
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var lines = new List<Line>();
        foreach (var source in await sources.OrderBy(s => s.Id).ToListAsync(ct))
            lines.Add(await LineOf(work, source, names.GetValueOrDefault(source.Institution, ""), ct));
        return new Rows<Line>(lines);
    }

    private static async Task<Line> LineOf(Work work, MessageSource source, string institution, CancellationToken ct)
    {
        var taken = work.Db.Set<TakenMessage>().AsNoTracking().Where(m => m.Source == source.Id);
        var failed = work
            .Db.Set<FailedMessage>()
            .AsNoTracking()
            .Where(m => m.Institution == source.Institution && m.Application == source.Application);
        return new(
            source.Id,
            institution,
            source.Application,
            source.Title,
            await taken.CountSome(ct),
            await taken.OrderByDescending(m => m.Id).Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(ct),
            await failed.Where(m => m.State == FailedState.Waiting).CountSome(ct),
            await failed.OrderByDescending(m => m.Id).Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(ct),
            await work.Db.Set<CodeMap>().CountAsync(c => c.Source == source.Id, ct)
        );
    }
}

/// <summary>One source: its code map, and the joins of patient numbers it told.</summary>
internal static class ShowMessageSource
{
    private const int Most = 200;

    internal sealed record Input(Guid Id);

    internal sealed record MapLine(string Code, string System, string Standard, string Title);

    /// <param name="Gone">the last characters of the number given up</param>
    internal sealed record JoinLine(
        Guid Id,
        int Version,
        string Gone,
        string Stays,
        DateTimeOffset At,
        DateTimeOffset? EndedAt,
        string? Reason
    );

    internal sealed record Outcome(
        Guid Id,
        string Application,
        string Title,
        IReadOnlyList<MapLine> Codes,
        IReadOnlyList<JoinLine> Joins,
        IReadOnlyList<string> Standards
    );

    internal static readonly Look<Input, Outcome> Door = new("message.source", "查看一个接口来源", Rights.Mend, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (source, refusal) = await work.Find<MessageSource>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var codes = await work
            .Db.Set<CodeMap>()
            .AsNoTracking()
            .Where(c => c.Source == source.Id)
            .OrderBy(c => c.Code)
            .Take(Most)
            .ToListAsync(ct);
        var joins = await work
            .Db.Set<NumberJoin>()
            .AsNoTracking()
            .Where(j => j.Source == source.Id)
            .OrderByDescending(j => j.Id)
            .Take(Most)
            .ToListAsync(ct);
        return new Outcome(
            source.Id,
            source.Application,
            source.Title,
            [.. codes.Select(c => new MapLine(c.Code, c.System, c.Standard, c.Title))],
            [.. joins.Select(j => LineOf(work.Platform.Vault, j))],
            [.. Mapping.MessageTable.Of(work.Platform).CodeSystems.Keys]
        );
    }

    private static JoinLine LineOf(Vault vault, NumberJoin join)
    {
        var (gone, stays) = join.Read(vault);
        return new(join.Id, join.Version, Masked(gone), Masked(stays), join.At, join.EndedAt, join.Reason);
    }

    private static string Masked(string number) => $"***{number[^Math.Min(4, number.Length)..]}";
}
