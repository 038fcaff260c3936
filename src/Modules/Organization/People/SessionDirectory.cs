using Yihe.Organization.Tokens;

namespace Yihe.Organization.People;

/// <summary>The door of sessions and interface tokens: turns one into the actor it stands for, at every request, so that what is taken away is gone.</summary>
public static class SessionDirectory
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(30);

    /// <summary>Who holds this token now; null when it is unknown, ended, idle too long, or the account, post or right is gone.</summary>
    /// <param name="touch">whether somebody is there: a page asking by itself does not keep a session alive</param>
    public static async Task<Actor?> ActorOf(Platform platform, string token, CancellationToken ct, bool touch = true)
    {
        await using var db = platform.Database.Open();
        var now = platform.Time.Instant();
        if (token.StartsWith(ApiToken.Prefix, StringComparison.Ordinal))
            return await ApiToken.ActorOf(platform, db, token, now, ct);
        var hash = SignIn.HashOf(token);
        var found = await (
            from session in db.Set<Session>()
            where session.TokenHash == hash && session.EndedAt == null
            join account in db.Set<Account>() on session.Account equals account.Id
            join post in db.Set<Post>() on session.Post equals post.Id
            where !account.Disabled
            select new
            {
                session,
                account,
                post,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);
        if (found is null || platform.Blueprints.IsEmpty || !found.post.Holds(now))
            return null;
        var rules = platform.Blueprints.At<Security>(now);
        if (
            now - found.session.SeenAt > TimeSpan.FromMinutes(rules.IdleMinutes)
            || now - found.session.At > TimeSpan.FromHours(rules.AbsoluteHours)
        )
            return null;
        if (touch && now - found.session.SeenAt > SeenEvery)
            await Touch(platform, db, found.session.Id, now, ct);
        return (await ActorAt(platform, db, found.account, found.post, now, ct)) with { Session = found.session.Id };
    }

    private static async Task Touch(Platform platform, AppDb db, Guid session, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await platform.Database.Turn(ct);
        await db.Set<Session>().Where(s => s.Id == session).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), ct);
    }

    internal static async Task<Actor> ActorAt(
        Platform platform,
        AppDb db,
        Account account,
        Post post,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var institutions = await InstitutionDirectory.Of(platform).On(db, now.Day(), ct);
        var own = institutions.First(i => i.Id == post.Institution);
        var book = RoleBook.Of(platform);
        return new Actor(account.Id, account.Name, own.Id, own.ShortName)
        {
            Post = post.Id,
            Department = post.Department,
            Roles = [.. post.Roles.Select(r => book[r]?.Title ?? r)],
            Grants = book.GrantsOf(post.Roles),
            Reaches = InstitutionDirectory.ReachesFrom(own.Id, institutions),
        };
    }
}
