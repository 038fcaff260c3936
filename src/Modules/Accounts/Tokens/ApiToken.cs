namespace Yihe.Accounts.Tokens;

/// <summary>A system of one institution that calls the interface (接口令牌): what it may do there, until when; we keep only the hash.</summary>
[Index(nameof(Hash), IsUnique = true)]
[Index(nameof(Name), IsUnique = true)]
internal sealed class ApiToken : IEntity, IScoped
{
    internal const string Prefix = "yh_";
    private const string Agent = "接口：";

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;

    /// <summary>What acts call it; never given twice, so that an act names one system for ever.</summary>
    public required string Name { get; init; }
    public required string Hash { get; init; }
    public required InstitutionId Institution { get; init; }
    public required IReadOnlyList<string> Permissions { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The first day on which it no longer opens anything.</summary>
    public required DateOnly Until { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public IEnumerable<InstitutionId> Parties => [Institution];

    private static readonly Compiled<Func<AppDb, string, CancellationToken, Task<ApiToken?>>> ByHash = new(() =>
        EF.CompileAsyncQuery(
            (AppDb db, string hash, CancellationToken _) => db.Set<ApiToken>().AsNoTracking().SingleOrDefault(t => t.Hash == hash)
        )
    );

    internal static bool IsAgent(string? name) => name?.StartsWith(Agent, StringComparison.Ordinal) == true;

    internal static string? NameOf(string agent) => IsAgent(agent) ? agent[Agent.Length..] : null;

    internal bool Holds(DateTimeOffset now) => RevokedAt is null && now.Day() < Until;

    internal Refusal? Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return Refusal.Conflict("revoked", "这个令牌已经吊销");
        RevokedAt = now;
        return null;
    }

    /// <summary>The system as an actor: its own permissions and nothing else, at its own institution and nowhere else.</summary>
    internal static async Task<Actor?> ActorOf(Platform platform, AppDb db, string secret, DateTimeOffset now, CancellationToken ct)
    {
        var hash = BearerSecret.HashOf(secret);
        if (await ByHash.In(db)(db, hash, ct) is not { } token || !token.Holds(now))
            return null;
        var own = (await InstitutionDirectory.Of(platform).On(db, now.Day(), ct)).First(i => i.Id == token.Institution);
        return new Actor(null, Agent + token.Name, own.Id, own.ShortName)
        {
            Grants = token.Permissions.ToDictionary(p => p, _ => Scope.Institution),
            Reaches = new Dictionary<Scope, IReadOnlyList<InstitutionId>> { [Scope.Institution] = [own.Id] },
        };
    }
}
