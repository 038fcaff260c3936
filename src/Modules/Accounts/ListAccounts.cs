namespace Yihe.Accounts;

/// <summary>The accounts one manages or grants posts to, by login, with what each holds today; or those who held a post on a day, and which.</summary>
internal static class ListAccounts
{
    private const int PageSize = 50;

    /// <param name="Tab">a state, or <c>all</c></param>
    internal sealed record Input(
        string? Text = null,
        InstitutionId? Institution = null,
        string Tab = "all",
        string? After = null,
        [property: Display(Name = "截至日期")] DateOnly? AsOf = null
    );

    internal sealed record Line(AccountId Id, string Login, string Name, string Home, IReadOnlyList<string> Posts, AccountState State);

    internal static readonly Look<Input, Rows<Line>> Door = new("account.list", "查看账号列表", Rights.ReadAccounts, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var asked = Matching(work, input);
        var counts = new Dictionary<string, int>();
        foreach (var state in Enum.GetValues<AccountState>())
            counts[Shape.JsonName(state.ToString())] = await In(work, asked, state).CountAsync(ct);
        if (Enum.TryParse<AccountState>(input.Tab, ignoreCase: true, out var tab))
            asked = In(work, asked, tab);
        if (input.After is { } after)
            asked = asked.Where(a => string.Compare(a.Login, after) > 0);
        var rows = await asked.OrderBy(a => a.Login).Take(PageSize + 1).ToListAsync(ct);
        var page = rows.Take(PageSize).ToList();
        return await work.Look(
            new Rows<Line>(await Lines(work, input.AsOf, page, ct), rows.Count > PageSize ? page[^1].Login : null, counts),
            ct
        );
    }

    private static IQueryable<Account> Matching(Work work, Input input)
    {
        var reach = work.Reach;
        var accounts = work.Db.Set<Account>().AsNoTracking().Where(a => reach.All || reach.Institutions.Contains(a.Home));
        if (input.Text?.Trim() is { Length: > 0 } text)
            accounts = accounts.Where(a => a.Login.StartsWith(text) || a.Name.Contains(text));
        var held = Held(work, input.AsOf);
        if (input.AsOf is not null)
            accounts = accounts.Where(a => held.Any(p => p.Account == a.Id));
        if (input.Institution is { } institution)
            accounts = accounts.Where(a => a.Home == institution || held.Any(p => p.Account == a.Id && p.Institution == institution));
        return accounts;
    }

    /// <summary>The posts held now, or at the end of another day.</summary>
    private static IQueryable<Post> Held(Work work, DateOnly? asOf)
    {
        var day = asOf ?? work.Today;
        var at = day < work.Today ? day.AddDays(1).Start() : work.Now;
        return work.Db.Set<Post>().AsNoTracking().Where(p => p.From <= day && (p.EndedAt == null || p.EndedAt > at));
    }

    private static IQueryable<Account> In(Work work, IQueryable<Account> accounts, AccountState state)
    {
        var closed = SignInLock.Closed(work.Db, work.Now);
        return state switch
        {
            AccountState.Disabled => accounts.Where(a => a.Disabled),
            AccountState.Pending => accounts.Where(a => !a.Disabled && a.PasswordHash == null),
            AccountState.Locked => accounts.Where(a => !a.Disabled && a.PasswordHash != null && closed.Any(l => l.Login == a.Login)),
            AccountState.Active => accounts.Where(a => !a.Disabled && a.PasswordHash != null && !closed.Any(l => l.Login == a.Login)),
        };
    }

    private static async Task<List<Line>> Lines(Work work, DateOnly? asOf, List<Account> page, CancellationToken ct)
    {
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var (ids, logins) = (page.ConvertAll(a => a.Id), page.ConvertAll(a => a.Login));
        var closed = await SignInLock.Closed(work.Db, work.Now).Where(l => logins.Contains(l.Login)).Select(l => l.Login).ToListAsync(ct);
        var held = await Held(work, asOf).Where(p => ids.Contains(p.Account)).OrderBy(p => p.Id).ToListAsync(ct);
        var said = held.Zip(await PostLine.Of(work, held, ct)).ToLookup(p => p.First.Account, p => p.Second.Words);
        return [.. page.Select(a => new Line(a.Id, a.Login, a.Name, names[a.Home], [.. said[a.Id]], a.StateAt(closed.Contains(a.Login))))];
    }
}
