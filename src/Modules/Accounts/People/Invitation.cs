using Yihe.Accounts.Passkeys;

namespace Yihe.Accounts.People;

/// <summary>Invitations: one-time links by which people set their own password; nobody ever sets it for them.</summary>
internal static class Invitation
{
    private const string OverWords = "这个链接已用过或已过期，请联系系统管理员重新邀请";
    internal static readonly Refusal Over = Refusal.Conflict("invitation-over", OverWords);

    /// <summary>A fresh token for an account; the database keeps its hash.</summary>
    internal static string Give(Work work, Account account)
    {
        var token = BearerSecret.New();
        var rules = work.Platform.Blueprints.At<Security>(work.Now);
        account.Invite(BearerSecret.HashOf(token), work.Now + TimeSpan.FromHours(rules.InvitationHours));
        return token;
    }

    internal static async Task<Account?> Find(Work work, string token, CancellationToken ct)
    {
        var hash = BearerSecret.HashOf(token);
        var account = await work.Db.Set<Account>().SingleOrDefaultAsync(a => a.InvitationHash == hash, ct);
        return account is { Disabled: false } && account.InvitationUntil > work.Now ? account : null;
    }
}

/// <summary>Whoever runs the machine gives out links: to all administrators of a new region, or to one person who lost everything.</summary>
public static class InviteByOperator
{
    /// <param name="Login">one person; without it all administrators</param>
    public sealed record Input(string? Login = null);

    public sealed record Link(string Role, string Name, string Login, string Token);

    public sealed record Outcome(IReadOnlyList<Link> Links, DateTimeOffset Until);

    public static readonly Change<Input, Outcome> Door = new(
        "account.invite-by-operator",
        "在服务器上邀请",
        Permission.Platform,
        Run,
        Secret: true
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var book = RoleBook.Of(work.Platform);
        var accounts = await work
            .Db.Set<Account>()
            .Where(a => !a.Disabled && (input.Login == null || a.Login == input.Login))
            .OrderBy(a => a.Id)
            .ToListAsync(ct);
        var links = new List<Link>();
        var until = work.Now;
        foreach (var account in accounts)
        {
            var roles = (await Post.HeldBy(work, account.Id, ct)).SelectMany(p => p.Roles).ToList();
            if (input.Login is null && !book.HasExclusive(roles))
                continue;
            links.Add(new Link(book.TitlesOf(roles), account.Name, account.Login, Invitation.Give(work, account)));
            until = account.InvitationUntil!.Value;
        }
        return links.Count == 0
            ? Refusal.Conflict("nobody", $"没有登录名为 {input.Login} 的账号，或已停用")
            : await work.Commit(new Outcome(links, until), ct);
    }
}

/// <summary>What the invited person sees behind the link: whose account it is, what a password must be, and an authenticator to bind.</summary>
internal static class ShowInvitation
{
    internal sealed record Input(string Token, string? Secret = null);

    internal sealed record Outcome(string Login, string Name, string PasswordRule, AuthenticatorOffer? Authenticator);

    internal static readonly Look<Input, Outcome> Door = new("account.show-invitation", "打开邀请", Permission.Anyone, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Invitation.Find(work, input.Token, ct) is not { } account)
            return Invitation.Over;
        var offer = await SecondFactor.IsNeeded(work, account.Id, ct) ? AuthenticatorOffer.For(work, account, input.Secret) : null;
        return new Outcome(account.Login, account.Name, Password.RuleIn(work.Platform.Blueprints.At<Security>(work.Now)), offer);
    }
}

/// <summary>
/// The invited person sets a password; where their roles ask for it, the authenticator is bound in the same step.
/// It is a new beginning: an earlier password, authenticator, passkeys and sessions are gone.
/// </summary>
internal static class AcceptInvitation
{
    internal sealed record Input(
        string Token,
        [property: Display(Name = "新口令"), Needed("请设置口令"), AtMost(200)] string Password,
        [property: Display(Name = "再输一次"), Needed("请再输一次口令")] string Again,
        [property: Display(Name = "认证器")] string? Secret = null,
        [property: Display(Name = "动态码")] string? Code = null
    );

    internal static readonly Change<Input, Done> Door = new(
        "account.accept-invitation",
        "接受邀请",
        Permission.Anyone,
        Run,
        Secret: true,
        Ahead: (platform, _, input, _) => Password.Reckon(platform, input.Password)
    );

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Invitation.Find(work, input.Token, ct) is not { } account)
            return Invitation.Over;
        if (Password.Set(work, account, input.Password, input.Again) is { } refusal)
            return refusal;
        account.SetTotp(null);
        if (
            await SecondFactor.IsNeeded(work, account.Id, ct)
            && AuthenticatorOffer.Bind(work, account, input.Secret, input.Code) is { } unbound
        )
            return unbound;
        (await SignInLock.Of(work, account.Login, ct)).Clear(work);
        await Passkey.RemoveAll(work, account.Id, ct);
        await Session.EndAll(work, account.Id, ct);
        work.About(account);
        return await work.Commit(Done.Yes, ct);
    }
}
