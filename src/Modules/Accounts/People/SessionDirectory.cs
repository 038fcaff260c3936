using Yihe.Accounts.Tokens;

namespace Yihe.Accounts.People;

/// <summary>The door of sessions and interface tokens: turns one into the actor it stands for, at every request, so that what is taken away is gone.</summary>
public static class SessionDirectory
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(30);

    private static readonly Compiled<Func<AppDb, string, CancellationToken, Task<Holding?>>> Held = new(() =>
        EF.CompileAsyncQuery(
            (AppDb db, string hash, CancellationToken _) =>
                (
                    from session in db.Set<Session>().AsNoTracking()
                    where session.TokenHash == hash && session.EndedAt == null
                    join account in db.Set<Account>() on session.Account equals account.Id
                    join post in db.Set<Post>() on session.Post equals post.Id
                    where !account.Disabled
                    select new Holding(
                        session.Id,
                        session.At,
                        session.SeenAt,
                        account.Id,
                        account.Name,
                        post.Id,
                        post.Institution,
                        post.Department,
                        post.Roles,
                        post.EndedAt == null ? post.From : null
                    )
                ).SingleOrDefault()
        )
    );

    /// <summary>Who holds this token now; null when it is unknown, ended, idle too long, or the account, post or right is gone.</summary>
    /// <param name="touch">whether somebody is there: a page asking by itself does not keep a session alive</param>
    public static async Task<Actor?> ActorOf(Platform platform, string token, CancellationToken ct, bool touch = true)
    {
        await using var db = platform.Database.Open();
        var now = platform.Time.Instant();
        if (token.StartsWith(ApiToken.Prefix, StringComparison.Ordinal))
            return await ApiToken.ActorOf(platform, db, token, now, ct);
        var hash = BearerSecret.HashOf(token);
        var found = await Held.In(db)(db, hash, ct);
        if (found is null || platform.Blueprints.IsEmpty || !(found.HoldsFrom <= now.Day()))
            return null;
        var rules = platform.Blueprints.At<Security>(now);
        if (now - found.SeenAt > TimeSpan.FromMinutes(rules.IdleMinutes) || now - found.At > TimeSpan.FromHours(rules.AbsoluteHours))
            return null;
        if (touch && now - found.SeenAt > SeenEvery)
            await Touch(platform, db, found.Session, now, ct);
        var (own, reaches) = await InstitutionDirectory.Of(platform).Seen(db, now.Day(), found.Institution, ct);
        var duty = RoleBook.Of(platform).DutyOf(found.Roles);
        return new Actor(found.Account, found.Name, own.Id, own.ShortName)
        {
            Session = found.Session,
            Post = found.Post,
            Department = found.Department,
            Roles = duty.Titles,
            Grants = duty.Grants,
            Reaches = reaches,
        };
    }

    /// <summary>The name under which a system acts that came with a token.</summary>
    public static bool IsSystem(string? agent) => ApiToken.IsAgent(agent);

    /// <summary>What its token is called; null for whoever came without one.</summary>
    public static string? SystemOf(Actor actor) => actor.Account is null ? ApiToken.NameOf(actor.Name) : null;

    private static Task Touch(Platform platform, AppDb db, Guid session, DateTimeOffset now, CancellationToken ct) =>
        platform.Database.WriteIfPossible(
            () => db.Set<Session>().Where(s => s.Id == session).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), ct),
            ct
        );

    /// <param name="HoldsFrom">the first day of the post; null when it has ended</param>
    private sealed record Holding(
        Guid Session,
        DateTimeOffset At,
        DateTimeOffset SeenAt,
        AccountId Account,
        string Name,
        Guid Post,
        InstitutionId Institution,
        string? Department,
        IReadOnlyList<string> Roles,
        DateOnly? HoldsFrom
    );
}
