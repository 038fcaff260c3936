namespace Yihe.Accounts.People;

/// <summary>A person opens a session with password and, where their roles ask for it, a one-time code. GB/T 22239 8.1.4.1.</summary>
internal static class SignIn
{
    internal sealed record Input(
        [property: Display(Name = "登录名"), Needed("请输入登录名"), AtMost(64)] string Login,
        [property: Display(Name = "口令"), Needed("请输入口令"), AtMost(200)] string Password,
        [property: Display(Name = "动态码")] string? Code = null,
        [property: Display(Name = "岗位")] Guid? Post = null
    );

    internal sealed record Outcome(string Token, string Name, string Institution, DateTimeOffset Until);

    internal static readonly Change<Input, Outcome> Door = new(
        "session.open",
        "登录",
        Permission.Anyone,
        Run,
        Secret: true,
        Ahead: (platform, _, input, ct) =>
        {
            var login = LoginOf(input);
            return Password.Reckon(platform, a => a.Login == login, ("password", input.Password, null), ct);
        }
    );

    private const string WrongWords = "登录名或口令不对，请重新输入；忘记口令请联系系统管理员重新邀请";
    private static readonly Refusal Wrong = new(RefusalKind.SignedOut, "wrong-credentials", WrongWords);
    private static readonly Refusal CodeNeeded = new(
        RefusalKind.SignedOut,
        "code-needed",
        "您的岗位需要动态码，请输入认证器上的 6 位数字",
        new FieldFault("code", "请输入认证器上的 6 位数字")
    );
    private static readonly Refusal WrongCode = CodeNeeded with { Code = "wrong-code", Message = "动态码不对或已用过，请等下一个码再试" };

    private static string LoginOf(Input input) => input.Login.Trim().ToLowerInvariant();

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var rules = work.Platform.Blueprints.At<Security>(work.Now);
        var login = LoginOf(input);
        var tries = await SignInLock.Of(work, login, ct);
        var account = await work.Db.Set<Account>().SingleOrDefaultAsync(a => a.Login == login, ct);
        if (tries.RefusesAt(work.Now) is { } locked)
            return await Fail(work, account, locked, ct);
        if (!Password.IsProven(work, account) || account!.Disabled)
            return await Guess(Wrong);
        if (account.TotpSecret is not null || await SecondFactor.IsNeeded(work, account.Id, ct))
        {
            if (account.TotpSecret is null)
                return await Fail(work, account, Refusal.Denied("您的岗位需要动态码，但尚未绑定认证器，请联系系统管理员重新邀请"), ct);
            if (string.IsNullOrWhiteSpace(input.Code))
                return await Fail(work, account, CodeNeeded, ct);
            if (SecondFactor.Match(work, account, input.Code) is not { } step)
                return await Guess(WrongCode);
            account.AcceptCode(step);
        }
        tries.Clear(work);
        return await Open(work, account, input.Post, rules, ct);

        async Task<Refusal> Guess(Refusal refusal)
        {
            await tries.Fail(work, ct);
            return await Fail(work, account, refusal, ct);
        }
    }

    /// <summary>Opens a session for a person who has proved who they are, at the post they name or their first one at home.</summary>
    internal static async Task<Result<Outcome>> Open(Work work, Account account, Guid? wanted, Security rules, CancellationToken ct)
    {
        var posts = (await Post.HeldBy(work, account.Id, ct)).OrderBy(p => p.Institution != account.Home);
        if (posts.FirstOrDefault(p => wanted is null || p.Id == wanted) is not { } post)
            return await Fail(work, account, Refusal.Denied("您目前没有在任的岗位，请联系安全管理员授权"), ct);
        var token = BearerSecret.New();
        work.Add(
            new Session
            {
                Id = work.NewId(),
                TokenHash = BearerSecret.HashOf(token),
                Account = account.Id,
                Post = post.Id,
                At = work.Now,
                SeenAt = work.Now,
            }
        );
        work.About(account);
        var institution = await InstitutionDirectory.Find(work, post.Institution, ct);
        return await work.Commit(
            new Outcome(token, account.Name, institution!.ShortName, work.Now + TimeSpan.FromHours(rules.AbsoluteHours)),
            ct
        );
    }

    /// <summary>A failed sign-in is an act of its own.</summary>
    internal static async Task<Refusal> Fail(Work work, Account? account, Refusal refusal, CancellationToken ct)
    {
        work.About(account);
        (work.Outcome, work.ReasonCode) = (ActOutcome.Failed, refusal.Code);
        await work.Commit(Done.Yes, ct);
        return refusal;
    }
}
