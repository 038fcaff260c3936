namespace Yihe.Accounts;

/// <summary>One account with its posts of today and before.</summary>
internal static class ShowAccount
{
    internal sealed record Input(AccountId Id);

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
        IReadOnlyList<PostLine> Posts
    );

    internal static readonly Look<Input, Outcome> Door = new("account.show", "查看账号", Rights.ReadAccounts, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (a, refusal) = await work.Find<Account>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var closed = await SignInLock.Closed(work.Db, work.Now).SingleOrDefaultAsync(l => l.Login == a.Login, ct);
        var posts = await work.Db.Set<Post>().AsNoTracking().Where(p => p.Account == a.Id).ToListAsync(ct);
        var outcome = new Outcome(
            a.Id,
            a.Version,
            a.Login,
            a.Name,
            (await InstitutionDirectory.Find(work, a.Home, ct))!.ShortName,
            a.StateAt(closed is not null),
            closed?.LockedUntil,
            a.InvitationUntil > work.Now ? a.InvitationUntil : null,
            a.TotpSecret is not null,
            a.RightsChangedAt,
            await PostLine.Of(work, posts.OrderBy(p => p.EndedAt is not null).ThenByDescending(p => p.Id), ct)
        );
        return await work.Look(outcome, ct);
    }
}
