namespace Yihe.Accounts.People;

/// <summary>A person's post (任职) in one institution, with its roles, for a span of days; one person may have several. XX-44.</summary>
[Index(nameof(Account))]
[Index(nameof(Institution))]
internal sealed class Post : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required AccountId Account { get; init; }
    public required InstitutionId Institution { get; init; }
    public string? Department { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; private set; }

    /// <summary>Posts end at once, not at midnight.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public IEnumerable<InstitutionId> Parties => [Institution];

    internal void End(DateTimeOffset now) => (Until, EndedAt) = (now.Day(), now);

    internal bool Holds(DateTimeOffset now) => EndedAt is null && From <= now.Day();

    /// <summary>The posts of a person that hold today, the first granted first.</summary>
    internal static async Task<List<Post>> HeldBy(Work work, AccountId account, CancellationToken ct)
    {
        var posts = await work.Db.Set<Post>().Where(p => p.Account == account && p.EndedAt == null).ToListAsync(ct);
        return [.. posts.Where(p => p.Holds(work.Now)).OrderBy(p => p.Id)];
    }
}

/// <summary>A post as it is shown.</summary>
/// <param name="Current">the one the reader works at just now</param>
internal sealed record PostLine(
    Guid Id,
    string Institution,
    string? Department,
    string Roles,
    DateOnly From,
    DateOnly? Until,
    bool Holds,
    bool Current
)
{
    internal string Words => string.Join(' ', new[] { Institution, Department, Roles }.Where(w => w is not null));

    internal static async Task<List<PostLine>> Of(Work work, IEnumerable<Post> posts, CancellationToken ct)
    {
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var book = RoleBook.Of(work.Platform);
        PostLine Line(Post p) =>
            new(
                p.Id,
                names[p.Institution],
                p.Department,
                book.TitlesOf(p.Roles),
                p.From,
                p.Until,
                p.Holds(work.Now),
                p.Id == work.Actor.Post
            );
        return [.. posts.Select(Line)];
    }
}
