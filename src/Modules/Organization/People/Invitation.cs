using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace Yihe.Organization.People;

/// <summary>Invitations: one-time links by which people set their own password; nobody ever sets it for them.</summary>
internal static class Invitation
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    /// <summary>A fresh token for an account; the database keeps its hash.</summary>
    internal static string Give(Work work, Account account)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        account.Invite(SignIn.HashOf(token), work.Now + GoodFor);
        return token;
    }

    internal static async Task<Account?> Find(Work work, string token, CancellationToken ct)
    {
        var hash = SignIn.HashOf(token);
        var account = await work.Db.Set<Account>().SingleOrDefaultAsync(a => a.InvitationHash == hash, ct);
        return account is { Disabled: false } && account.InvitationUntil > work.Now ? account : null;
    }
}

/// <summary>The first administrators of a new region each get a link.</summary>
public static class InviteAdministrators
{
    public sealed record Input;

    public sealed record Link(string Role, string Name, string Login, string Token);

    public sealed record Outcome(IReadOnlyList<Link> Links);

    public static readonly UseCase<Input, Outcome> Door = UseCase.Change<Input, Outcome>(
        "account.invite-first",
        "邀请首批管理员",
        Permission.Platform,
        Run
    ) with
    {
        Secret = true,
    };

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var book = RoleBook.Of(work.Platform);
        var posts = (await work.Db.Set<Post>().ToListAsync(ct)).Where(p => p.Roles.Any(r => book[r]?.Exclusive == true)).ToList();
        var links = new List<Link>();
        foreach (var post in posts)
        {
            var account = (await work.Db.FindAsync<Account>([post.Account], ct))!;
            links.Add(new Link(book[post.Roles[0]]!.Title, account.Name, account.Login, Invitation.Give(work, account)));
        }
        return await work.Commit(new Outcome(links), ct);
    }
}

/// <summary>The invited person sets a password; where their roles ask for it, the authenticator is bound in the same step.</summary>
internal static class AcceptInvitation
{
    internal sealed record Input(
        string Token,
        [property: Display(Name = "新口令"), Needed("请设置口令")] string Password,
        [property: Display(Name = "再输一次"), Needed("请再输一次口令")] string Again,
        [property: Display(Name = "认证器密钥")] string? Secret = null,
        [property: Display(Name = "动态码")] string? Code = null
    );

    internal static readonly UseCase<Input, Done> Door = UseCase.Change<Input, Done>(
        "account.accept-invitation",
        "接受邀请",
        Permission.Anyone,
        Run
    ) with
    {
        Secret = true,
    };

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Invitation.Find(work, input.Token, ct) is not { } account)
            return Refusal.Conflict("invitation-over", "这个链接已用过或已过期，请联系系统管理员重新邀请");
        if (input.Password != input.Again)
            return Refusal.Invalid("again", "两次输入的口令不一致，请重新输入");
        if (Password.Weak(input.Password, account.Login, work.Platform.Blueprints.At<Security>(work.Now)) is { } weak)
            return weak;
        if (!string.IsNullOrWhiteSpace(input.Secret))
        {
            var secret = Convert.FromHexString(input.Secret);
            if (Totp.Match(secret, input.Code, work.Now, 0) is not { } step)
                return Refusal.Invalid("code", "动态码不对，请核对认证器上的 6 位数字");
            account.SetTotp(work.Platform.Vault.Encrypt(secret, "account.totp"));
            account.AcceptCode(step);
        }
        else if (await SecondFactor.IsNeeded(work, account.Id, ct))
            return Refusal.Invalid("code", "您的岗位需要动态码，请先用认证器扫码并输入 6 位数字");
        account.SetPassword(Password.Hash(work.Platform, input.Password));
        work.About(account);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>Who must prove themselves twice: administrators always, others as the blueprint says.</summary>
internal static class SecondFactor
{
    internal static async Task<bool> IsNeeded(Work work, AccountId account, CancellationToken ct)
    {
        var book = RoleBook.Of(work.Platform);
        var rules = work.Platform.Blueprints.At<Security>(work.Now);
        var posts = await SignIn.PostsOf(work, account, ct);
        return posts.SelectMany(p => p.Roles).Any(r => book[r]?.Exclusive == true || rules.SecondFactorRoles.Contains(r));
    }
}
