namespace Yihe.Accounts;

/// <summary>The system administrator opens an account for a person; it can do nothing before a post is granted and the invitation accepted.</summary>
internal static class CreateAccount
{
    internal sealed record Input(
        [property: Display(Name = "登录名"), Needed("请填写登录名")] string Login,
        [property: Display(Name = "姓名"), Needed("请填写姓名"), AtMost(30)] string Name,
        [property: Display(Name = "所在机构")] InstitutionId Home
    );

    internal sealed record Outcome(AccountId Id);

    internal static readonly Change<Input, Outcome> Door = new("account.create", "建立账号", Rights.ManageAccounts, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(input.Home)) is { } refusal)
            return refusal;
        if (await InstitutionDirectory.Find(work, input.Home, ct) is null)
            return Refusal.Invalid("home", "没有这个机构，请从列表中选择");
        if (!LoginName.Fits(input.Login))
            return Refusal.Invalid("login", $"登录名应为{LoginName.Rule}");
        if (await work.Db.Set<Account>().AnyAsync(a => a.Login == input.Login, ct))
            return Refusal.Invalid("login", $"登录名“{input.Login}”已有人使用，请换一个");
        var account = work.Add(Draw(work, input.Login, input.Name, input.Home));
        return await work.Commit(new Outcome(account.Id), ct);
    }

    internal static Account Draw(Work work, string login, string name, InstitutionId home) =>
        new()
        {
            Id = new AccountId(work.NewId()),
            Login = login,
            Name = name.Trim(),
            Home = home,
        };
}
