using Yihe.Accounts.People;

namespace Yihe.Accounts;

/// <summary>
/// The door for whoever enters many people at once: the same rules as one by one, each refused by itself, and nothing is entered before
/// <see cref="Enter"/>. GB/T 22239 8.1.5.
/// </summary>
public sealed class StaffEntry
{
    public static Permission Opening => Rights.ManageAccounts;
    public static Permission Granting => Rights.GrantPosts;

    private readonly Work work;
    private readonly Dictionary<string, InstitutionCard> institutions;
    private readonly Dictionary<string, Account> accounts;
    private readonly List<Post> held;
    private readonly List<Action> entering = [];

    private StaffEntry(Work work, IReadOnlyList<InstitutionCard> institutions, List<Account> accounts, List<Post> held)
    {
        this.work = work;
        this.institutions = institutions.ToDictionary(i => i.Code);
        this.accounts = accounts.ToDictionary(a => a.Login);
        this.held = held;
    }

    /// <param name="logins">of all the people that will be spoken of</param>
    public static async Task<StaffEntry> Begin(Work work, IReadOnlyCollection<string> logins, CancellationToken ct)
    {
        var accounts = await work.Db.Set<Account>().Where(a => logins.Contains(a.Login)).ToListAsync(ct);
        var ids = accounts.ConvertAll(a => a.Id);
        var held = await work.Db.Set<Post>().Where(p => ids.Contains(p.Account) && p.EndedAt == null).ToListAsync(ct);
        return new(work, await InstitutionDirectory.All(work, ct), accounts, held);
    }

    /// <summary>A new account at an institution; what is wrong with it, all at once.</summary>
    public IEnumerable<string> Open(string login, string name, string institution)
    {
        if (Managed(institution) is not { } at)
            yield return NotManaged(institution);
        else
            entering.Add(() => work.Add(CreateAccount.Draw(work, login, name, at.Id)));
        if (!LoginName.Fits(login))
            yield return $"登录名应为{LoginName.Rule}";
        if (!accounts.TryAdd(login, null!))
            yield return $"登录名“{login}”已有人使用或重复";
    }

    /// <summary>A post for somebody who has an account; what is wrong with it.</summary>
    /// <param name="post">its roles by title or code</param>
    public string? Grant(string login, PostPlan post, DateOnly? from)
    {
        if (accounts.GetValueOrDefault(login) is not { Disabled: false } account)
            return $"没有登录名为“{login}”的在用账号，请先导入人员";
        if (Managed(post.Institution) is not { } at)
            return NotManaged(post.Institution);
        var roles = RoleBook.Of(work.Platform).CodesOf(post.Roles);
        var input = new GrantPost.Input(account.Id, at.Id, roles, post.Department, from);
        var (drawn, refusal) = GrantPost.Draw(work, account, at, input, held.FindAll(p => p.Account == account.Id));
        if (refusal is not null)
            return refusal.Message;
        held.Add(drawn);
        entering.Add(() => GrantPost.Enter(work, account, drawn));
        return null;
    }

    /// <summary>Enters all that was not refused.</summary>
    public void Enter() => entering.ForEach(enter => enter());

    private InstitutionCard? Managed(string code) =>
        institutions.GetValueOrDefault(code) is { } at && work.Reach.Covers(new AtInstitution(at.Id)) ? at : null;

    private static string NotManaged(string code) => $"没有代码为“{code}”的机构，或不归您管理";
}
