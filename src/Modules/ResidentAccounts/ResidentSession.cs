namespace Yihe.ResidentAccounts;

/// <summary>A resident's session; kept apart from those of staff, so that neither token ever opens the other's doors.</summary>
[Index(nameof(TokenHash), IsUnique = true)]
[Index(nameof(Resident))]
internal sealed class ResidentSession : IRow
{
    public required Guid Id { get; init; }
    public required string TokenHash { get; init; }
    public required ResidentId Resident { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    internal static async Task EndAll(Work work, ResidentId resident, CancellationToken ct)
    {
        foreach (var open in await work.Db.Set<ResidentSession>().Where(s => s.Resident == resident && s.EndedAt == null).ToListAsync(ct))
            open.EndedAt = work.Now;
    }
}

/// <summary>The door of residents' sessions: turns a token into the person and those they act for, anew at every request.</summary>
public static class ResidentSessions
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(30);

    public static async Task<Actor?> ActorOf(Platform platform, string token, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var (now, hash) = (platform.Time.Instant(), BearerSecret.HashOf(token));
        var session = await db.Set<ResidentSession>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                s =>
                    s.TokenHash == hash
                    && s.EndedAt == null
                    && db.Set<ResidentAccount>().Any(a => a.Id == s.Resident && a.ClosedAt == null),
                ct
            );
        if (session is null || platform.Blueprints.IsEmpty)
            return null;
        var rules = platform.Blueprints.At<ResidentsSection>(now).Own;
        if (now > session.SeenAt.AddMinutes(rules.IdleMinutes) || now > session.At.AddHours(rules.AbsoluteHours))
            return null;
        if (now - session.SeenAt > SeenEvery)
            await Touch(platform, db, session.Id, now, ct);
        var others = await Agency.InForce(db, now).Where(a => a.Agent == session.Resident).Select(a => a.Principal).ToListAsync(ct);
        return Actor.Resident([session.Resident.Value, .. others.Select(o => o.Value)], session.Id);
    }

    /// <summary>The name of someone the resident acts for, to stand above every page; null for anyone else.</summary>
    public static async Task<string?> NameOf(Platform platform, Actor actor, string? person, CancellationToken ct)
    {
        if (!Guid.TryParse(person, out var id) || !actor.Persons.Skip(1).Contains(id))
            return null;
        await using var db = platform.Database.Open();
        return (await ResidentDirectory.NamesOf(db, [id], ct)).GetValueOrDefault(id);
    }

    private static Task Touch(Platform platform, AppDb db, Guid session, DateTimeOffset now, CancellationToken ct) =>
        platform.Database.WriteIfPossible(
            () => db.Set<ResidentSession>().Where(s => s.Id == session).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), ct),
            ct
        );
}
