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
                    select new Holding(session, account, post)
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
        if (found is null || platform.Blueprints.IsEmpty || !found.Post.Holds(now))
            return null;
        var rules = platform.Blueprints.At<Security>(now);
        if (
            now - found.Session.SeenAt > TimeSpan.FromMinutes(rules.IdleMinutes)
            || now - found.Session.At > TimeSpan.FromHours(rules.AbsoluteHours)
        )
            return null;
        if (touch && now - found.Session.SeenAt > SeenEvery)
            await Touch(platform, db, found.Session.Id, now, ct);
        var institutions = await InstitutionDirectory.Of(platform).On(db, now.Day(), ct);
        var own = institutions.First(i => i.Id == found.Post.Institution);
        var book = RoleBook.Of(platform);
        return new Actor(found.Account.Id, found.Account.Name, own.Id, own.ShortName)
        {
            Session = found.Session.Id,
            Post = found.Post.Id,
            Department = found.Post.Department,
            Roles = [.. found.Post.Roles.Select(r => book[r]?.Title ?? r)],
            Grants = book.GrantsOf(found.Post.Roles),
            Reaches = InstitutionDirectory.ReachesFrom(own.Id, institutions),
        };
    }

    /// <summary>The name under which a system acts that came with a token.</summary>
    public static bool IsSystem(string? agent) => ApiToken.IsAgent(agent);

    private static Task Touch(Platform platform, AppDb db, Guid session, DateTimeOffset now, CancellationToken ct) =>
        platform.Database.WriteIfPossible(
            () => db.Set<Session>().Where(s => s.Id == session).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), ct),
            ct
        );

    private sealed record Holding(Session Session, Account Account, Post Post);
}
