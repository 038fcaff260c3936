namespace Yihe.Kernel.Working;

/// <summary>Who acts: a person at a post, a system with a token, a resident for themselves, or the platform itself.</summary>
public sealed record Actor(AccountId? Account, string Name, InstitutionId Institution, string InstitutionName)
{
    public static readonly Actor Nobody = new(null, "未登录", default, "");

    /// <summary>The platform acting by itself: reactions, escalation, founding. It needs no grant.</summary>
    public static Actor Platform(string name) => new(null, name, default, "平台") { IsPlatform = true };

    public bool IsPlatform { get; private init; }

    private const string ResidentAgent = "resident:";

    /// <summary>A resident, who holds no grant: all that is open to them is what belongs to one of these persons (QJ-66).</summary>
    /// <param name="persons">themselves, then those they act for at this moment</param>
    public static Actor Resident(IReadOnlyList<Guid> persons, Guid session) =>
        new(null, AgentOf(persons[0]), default, "居民本人") { Persons = persons, Session = session };

    /// <summary>How acts name a resident who acts: by number, never by name.</summary>
    public static string AgentOf(Guid person) => ResidentAgent + person;

    /// <summary>The resident an act was done by, where it was one.</summary>
    public static Guid? ResidentOf(string? agent) =>
        agent?.StartsWith(ResidentAgent, StringComparison.Ordinal) == true ? Guid.Parse(agent[ResidentAgent.Length..]) : null;

    /// <summary>Whose things a resident may reach, themselves first; empty for everyone else.</summary>
    public IReadOnlyList<Guid> Persons { get; private init; } = [];

    /// <summary>The resident themselves.</summary>
    public Guid? Person => Persons is [var own, ..] ? own : null;

    /// <summary>The session it acts in, where a person does; the post it acts at.</summary>
    public Guid? Session { get; init; }
    public Guid? Post { get; init; }
    public string? Department { get; init; }

    /// <summary>The roles of the post, shown beside the name.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Permission name → how far it reaches.</summary>
    public IReadOnlyDictionary<string, Scope> Grants { get; init; } = new Dictionary<string, Scope>();

    /// <summary>The institutions inside each scope, as seen from the actor's own; Region is not listed, it is all.</summary>
    public IReadOnlyDictionary<Scope, IReadOnlyList<InstitutionId>> Reaches { get; init; } =
        new Dictionary<Scope, IReadOnlyList<InstitutionId>>();

    public bool SignedIn => Account is not null || IsPlatform;

    public bool May(Permission permission) =>
        permission == Permission.Self
            ? Persons.Count > 0
            : IsPlatform
                || permission == Permission.Anyone
                || (permission == Permission.SignedIn && SignedIn)
                || Grants.ContainsKey(permission.Name);

    /// <summary>Which rows a permission opens; lists and searches filter by it.</summary>
    public Reach ReachOf(Permission permission)
    {
        if (IsPlatform)
            return Reach.Everything;
        if (!Grants.TryGetValue(permission.Name, out var scope))
            return Reach.Nothing;
        return scope switch
        {
            Scope.Region => Reach.Everything,
            Scope.Own => new Reach(false, [], Account),
            _ => new Reach(false, Reaches.GetValueOrDefault(scope) ?? [Institution], null),
        };
    }

    /// <summary>The one place that decides: staff by their grants' reach, residents by whose it is; neither by the other's way.</summary>
    public bool May(Permission permission, IScoped target) =>
        permission == Permission.Self
            ? target.Whose is { } whose && Persons.Contains(whose)
            : permission == Permission.Anyone
                || (permission == Permission.SignedIn && SignedIn && (target.Owner is null || target.Owner == Account))
                || ReachOf(permission).Covers(target);
}

/// <summary>The extent of a grant: everything, or these institutions, or what this account owns.</summary>
public sealed record Reach(bool All, IReadOnlyList<InstitutionId> Institutions, AccountId? Account)
{
    public static readonly Reach Everything = new(true, [], null);
    public static readonly Reach Nothing = new(false, [], null);

    /// <summary>The one institution it extends to, where it is one: a list of it reads its index alone.</summary>
    public InstitutionId? Only => !All && Institutions is [var one] ? one : null;

    public bool Covers(IScoped target) =>
        All || (Account is not null && target.Owner == Account) || (Institutions.Count > 0 && target.Parties.Any(Institutions.Contains));
}
