using System.Collections.Concurrent;

namespace Yihe.Accounts;

/// <summary>A role (角色): its title, what it may do and how far. Table: <c>knowledge/roles.json</c>.</summary>
/// <param name="Exclusive">one of the three administrators (三员): held alone, by a person who holds no other role</param>
public sealed record Role(string Code, string Title, string Duties, IReadOnlyDictionary<string, Scope> Grants, bool Exclusive = false);

/// <summary>What several roles amount to together: how they are called, and the widest scope of each permission.</summary>
internal sealed record Duty(IReadOnlyList<string> Titles, IReadOnlyDictionary<string, Scope> Grants);

/// <summary>All roles of this build, read once.</summary>
public sealed class RoleBook(IReadOnlyList<Role> roles)
{
    private readonly Dictionary<string, Role> byCode = roles.ToDictionary(r => r.Code);
    private readonly ConcurrentDictionary<string, Duty> duties = [];

    public static RoleBook Of(Platform platform) => platform.Shared(() => Read(platform.Knowledge));

    public static RoleBook Read(string knowledge) =>
        new(JsonText.Read<IReadOnlyList<Role>>(File.ReadAllText(Path.Combine(knowledge, "roles.json"))));

    public IReadOnlyList<Role> All => roles;

    public Role? this[string code] => byCode.GetValueOrDefault(code);

    /// <summary>The grants of several roles together: the widest scope of each permission.</summary>
    public Dictionary<string, Scope> GrantsOf(IEnumerable<string> codes) =>
        codes
            .SelectMany(c => this[c]?.Grants ?? new Dictionary<string, Scope>())
            .GroupBy(g => g.Key)
            .ToDictionary(g => g.Key, g => g.Max(x => x.Value));

    /// <summary>Asked for at every request; the roles of a build never change.</summary>
    internal Duty DutyOf(IReadOnlyList<string> codes) =>
        duties.GetOrAdd(string.Join(' ', codes), _ => new([.. codes.Select(c => this[c]?.Title ?? c)], GrantsOf(codes)));

    /// <summary>May be given to a system too: what only administrators hold may not.</summary>
    public bool IsOrdinary(Permission permission) =>
        permission != Permission.Anyone
        && permission != Permission.Platform
        && permission != Permission.SignedIn
        && permission != Permission.Self
        && (
            !roles.Any(r => r.Grants.ContainsKey(permission.Name)) || roles.Any(r => !r.Exclusive && r.Grants.ContainsKey(permission.Name))
        );

    /// <summary>One of the three administrators is among these.</summary>
    public bool HasExclusive(IEnumerable<string> codes) => codes.Any(c => this[c]?.Exclusive == true);

    /// <summary>The titles of roles as they are said: 专科医生、分院医生.</summary>
    public string TitlesOf(IEnumerable<string> codes) => string.Join('、', codes.Select(c => this[c]?.Title ?? c));

    /// <summary>The codes of roles named by code or title; what is neither stays, to be refused.</summary>
    internal IReadOnlyList<string> CodesOf(IEnumerable<string> words) =>
        [.. words.Select(w => roles.FirstOrDefault(r => r.Title == w)?.Code ?? w)];

    /// <summary>Three administrators, three people: an exclusive role admits no second one (三员分立, GB/T 22239 8.1.5).</summary>
    public Refusal? Clash(IEnumerable<string> codes)
    {
        var all = codes.Distinct().ToList();
        if (all.FirstOrDefault(c => this[c] is null) is { } unknown)
            return Refusal.Invalid("roles", $"没有“{unknown}”这个角色，请从角色表中选择");
        return all.Count > 1 && all.Select(c => this[c]!).FirstOrDefault(r => r.Exclusive) is { } exclusive
            ? Refusal.Invalid("roles", $"“{exclusive.Title}”不能兼任其他角色，请为另一人授权")
            : null;
    }
}
