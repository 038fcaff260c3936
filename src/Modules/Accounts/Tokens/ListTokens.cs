namespace Yihe.Accounts.Tokens;

/// <summary>The systems that are or were let in, newest first.</summary>
internal static class ListTokens
{
    internal sealed record Input;

    internal sealed record Line(
        Guid Id,
        string Name,
        string Institution,
        IReadOnlyList<string> Permissions,
        DateTimeOffset IssuedAt,
        DateOnly Until,
        DateTimeOffset? RevokedAt,
        bool Holds
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("token.list", "查看接口令牌", Rights.IssueTokens, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var words = work.Platform.Modules.Permissions.ToDictionary(p => p.Name, p => p.Words);
        var reach = work.Reach;
        var tokens = await work
            .Db.Set<ApiToken>()
            .AsNoTracking()
            .Where(t => reach.All || reach.Institutions.Contains(t.Institution))
            .OrderByDescending(t => t.Id)
            .ToListAsync(ct);
        return new Rows<Line>([
            .. tokens.Select(t => new Line(
                t.Id,
                t.Name,
                names[t.Institution],
                [.. t.Permissions.Select(p => words.GetValueOrDefault(p, p))],
                t.IssuedAt,
                t.Until,
                t.RevokedAt,
                t.Holds(work.Now)
            )),
        ]);
    }
}
