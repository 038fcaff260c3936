using Yihe.Organization.People;

namespace Yihe.Organization.Accounts;

/// <summary>One account with its posts of today and before.</summary>
internal static class ShowAccount
{
    internal sealed record Input(AccountId Id);

    internal sealed record PostLine(
        Guid Id,
        string Institution,
        string? Department,
        string Roles,
        DateOnly From,
        DateOnly? Until,
        bool Holds
    );

    internal sealed record Outcome(
        AccountId Id,
        int Version,
        string Login,
        string Name,
        string Home,
        AccountState State,
        DateTimeOffset? LockedUntil,
        DateTimeOffset? InvitedUntil,
        bool HasAuthenticator,
        DateTimeOffset? RightsChangedAt,
        IReadOnlyList<PostLine> Posts,
        bool IsAdministrator
    );

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Look<Input, Outcome>(
        "account.show",
        "查看账号",
        Rights.ReadAccounts,
        Run
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Account>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var a = found.Value;
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var book = RoleBook.Of(work.Platform);
        var closed = await SignInLock.Closed(work.Db, work.Now).SingleOrDefaultAsync(l => l.Login == a.Login, ct);
        var posts = await work.Db.Set<Post>().AsNoTracking().Where(p => p.Account == a.Id).ToListAsync(ct);
        var lines = posts
            .OrderBy(p => p.EndedAt is not null)
            .ThenByDescending(p => p.Id)
            .Select(p => new PostLine(
                p.Id,
                names[p.Institution],
                p.Department,
                book.TitlesOf(p.Roles),
                p.From,
                p.Until,
                p.Holds(work.Now)
            ));
        return await work.Look(
            new Outcome(
                a.Id,
                a.Version,
                a.Login,
                a.Name,
                names[a.Home],
                a.StateAt(closed is not null),
                closed?.LockedUntil,
                a.InvitationUntil > work.Now ? a.InvitationUntil : null,
                a.TotpSecret is not null,
                a.RightsChangedAt,
                [.. lines],
                posts.Any(p => p.EndedAt is null && book.HasExclusive(p.Roles))
            ),
            ct
        );
    }
}
