namespace Yihe.Accounts;

/// <summary>The door to people's names.</summary>
public static class AccountDirectory
{
    public static async Task<string?> NameOf(Work work, AccountId? account, CancellationToken ct) =>
        account is null ? null : (await NamesOf(work, [account.Value], ct)).GetValueOrDefault(account.Value);

    public static async Task<IReadOnlyDictionary<AccountId, string>> NamesOf(
        Work work,
        IReadOnlyList<AccountId> accounts,
        CancellationToken ct
    ) => await work.Db.Set<Account>().AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);

    /// <summary>What they sign in with.</summary>
    public static async Task<IReadOnlyDictionary<AccountId, string>> LoginsOf(
        Work work,
        IReadOnlyList<AccountId> accounts,
        CancellationToken ct
    ) => await work.Db.Set<Account>().AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Login, ct);

    /// <summary>Those who sign in so, or whose names begin so.</summary>
    public static Task<List<AccountId>> Named(Work work, string who, int most, CancellationToken ct) =>
        work
            .Db.Set<Account>()
            .AsNoTracking()
            .Where(a => a.Login == who || a.Name.StartsWith(who))
            .OrderBy(a => a.Login)
            .Select(a => a.Id)
            .Take(most)
            .ToListAsync(ct);

    /// <summary>Who acted; of those not yet signed in, whose account they were at.</summary>
    public static AccountId? WhoDid(Act act) =>
        act.Account
        ?? (
            act is { Agent: not null, EntityId: { } id, Entity: "organization_account" } && act.Agent == Actor.Nobody.Name
                ? new AccountId(id)
                : null
        );

    /// <summary>What people are at an institution: 专科医生、分院医生; the latest post counts, also one that has ended.</summary>
    public static async Task<Func<AccountId?, InstitutionId, string?>> TitlesOf(
        Work work,
        IReadOnlyList<AccountId> accounts,
        CancellationToken ct
    )
    {
        var posts = await work
            .Db.Set<Post>()
            .AsNoTracking()
            .Where(p => accounts.Contains(p.Account))
            .OrderByDescending(p => p.Id)
            .ToListAsync(ct);
        var book = RoleBook.Of(work.Platform);
        return (account, at) =>
            posts.FirstOrDefault(p => p.Account == account && p.Institution == at) is { } post ? book.TitlesOf(post.Roles) : null;
    }

    /// <summary>Where somebody other than the actor may do something by a post they hold now; one's own institution comes first.</summary>
    /// <param name="near">there rather than elsewhere; the actor's own institution unless said</param>
    public static async Task<InstitutionId?> OfficeFor(Work work, Permission permission, CancellationToken ct, InstitutionId? near = null)
    {
        var (book, own) = (RoleBook.Of(work.Platform), work.Actor.Account);
        var posts = await work.Db.Set<Post>().AsNoTracking().Where(p => p.EndedAt == null && p.Account != own).ToListAsync(ct);
        return posts
            .Where(p => p.Holds(work.Now) && book.GrantsOf(p.Roles).ContainsKey(permission.Name))
            .OrderBy(p => p.Institution != (near ?? work.Actor.Institution))
            .ThenBy(p => p.Id)
            .Select(p => (InstitutionId?)p.Institution)
            .FirstOrDefault();
    }
}

/// <summary>The door to timelines: the acts of one course of events with the names of institutions and people.</summary>
public static class Timeline
{
    /// <summary>Oldest first.</summary>
    /// <param name="say">better words for an act and what it is about, from those who know the matter; null leaves the use case's words</param>
    public static async Task<IReadOnlyList<TimelineLine>> Of(
        Work work,
        Guid matter,
        Func<Act, (string? Words, string? About)> say,
        CancellationToken ct
    )
    {
        var acts = await ActsOf.Matter(work, matter, ct);
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var people = await AccountDirectory.NamesOf(work, [.. acts.Select(a => a.Act.Account).OfType<AccountId>().Distinct()], ct);
        return
        [
            .. acts.Select(a => new TimelineLine(
                a.Act.At,
                a.Act.Account is null && Actor.ResidentOf(a.Act.Agent) is null ? TimelineKind.System
                    : a.Act.Changes.Length == 0 ? TimelineKind.Look
                    : TimelineKind.Act,
                names.GetValueOrDefault(a.Act.Institution, Actor.ResidentOf(a.Act.Agent) is null ? "平台" : "患者一方"),
                a.Act.Account is { } account ? people.GetValueOrDefault(account, "") : "",
                say(a.Act).Words ?? a.Words,
                say(a.Act).About
            )),
        ];
    }
}
