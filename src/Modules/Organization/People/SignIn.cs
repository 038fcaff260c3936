using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Yihe.Kernel.Acts;

namespace Yihe.Organization.People;

/// <summary>A person opens a session with password and, where their roles ask for it, a one-time code. GB/T 22239 8.1.4.1.</summary>
internal static class SignIn
{
    internal sealed record Input(
        [property: Display(Name = "登录名"), Needed("请输入登录名")] string Login,
        [property: Display(Name = "口令"), Needed("请输入口令")] string Password,
        [property: Display(Name = "动态码")] string? Code = null,
        [property: Display(Name = "岗位")] Guid? Post = null
    );

    internal sealed record Outcome(string Token, string Name, string Institution, DateTimeOffset Until);

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Change<Input, Outcome>(
        "session.open",
        "登录",
        Permission.Anyone,
        Run
    ) with
    {
        Secret = true,
    };

    private static readonly Refusal Wrong = new(
        RefusalKind.SignedOut,
        "wrong-credentials",
        "登录名或口令不对，请重新输入；忘记口令请联系系统管理员重新邀请"
    );
    private static readonly Refusal CodeNeeded = new(
        RefusalKind.SignedOut,
        "code-needed",
        "您的岗位需要动态码，请输入认证器上的 6 位数字",
        new FieldFault("code", "请输入认证器上的 6 位数字")
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var rules = work.Platform.Blueprints.At<Security>(work.Now);
        var account = await work.Db.Set<Account>().SingleOrDefaultAsync(a => a.Login == input.Login, ct);
        if (account is { } locked && locked.IsLocked(work.Now))
            return await Fail(
                work,
                account,
                new(RefusalKind.TooMany, "locked", $"连续输错次数过多，已暂停登录，请于 {account.LockedUntil!.Value.Local():HH:mm} 后再试"),
                ct
            );
        if (!Password.Fits(work.Platform, account?.PasswordHash, input.Password) || account!.Disabled)
        {
            account?.Fail(work.Now, rules);
            return await Fail(work, account, Wrong, ct);
        }
        var posts = (await PostsOf(work, account.Id, ct)).OrderBy(p => p.Institution != account.Home);
        if (posts.FirstOrDefault(p => input.Post is null || p.Id == input.Post) is not { } post)
            return await Fail(work, account, Refusal.Denied("您目前没有在任的岗位，请联系安全管理员授权"), ct);
        if (
            (account.TotpSecret is not null || await SecondFactor.IsNeeded(work, account.Id, ct))
            && CodeRefusal(work, account, input.Code, rules) is { } refusal
        )
            return await Fail(work, account, refusal, ct);
        account.Unlock();
        return await Open(work, account, post, rules, ct);
    }

    internal static async Task<Result<Outcome>> Open(Work work, Account account, Post post, Security rules, CancellationToken ct)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var session = new Session
        {
            Id = work.NewId(),
            TokenHash = HashOf(token),
            Account = account.Id,
            Post = post.Id,
            At = work.Now,
            SeenAt = work.Now,
        };
        work.Add(session);
        work.About(account);
        var institution = await InstitutionDirectory.Find(work, post.Institution, ct);
        return await work.Commit(
            new Outcome(token, account.Name, institution!.ShortName, work.Now + TimeSpan.FromHours(rules.AbsoluteHours)),
            ct
        );
    }

    internal static async Task<List<Post>> PostsOf(Work work, AccountId account, CancellationToken ct)
    {
        var posts = await work.Db.Set<Post>().Where(p => p.Account == account && p.EndedAt == null).ToListAsync(ct);
        return [.. posts.Where(p => p.Holds(work.Now)).OrderBy(p => p.Id)];
    }

    internal static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static Refusal? CodeRefusal(Work work, Account account, string? code, Security rules)
    {
        if (account.TotpSecret is not { } secret)
            return Refusal.Denied("您的岗位需要第二种验证方式，但尚未绑定认证器，请联系系统管理员重新邀请");
        if (string.IsNullOrWhiteSpace(code))
            return CodeNeeded;
        if (Totp.Match(work.Platform.Vault.Decrypt(secret, "account.totp"), code, work.Now, account.TotpStep) is not { } step)
        {
            account.Fail(work.Now, rules);
            return CodeNeeded with { Code = "wrong-code", Message = "动态码不对或已用过，请等下一个码再试" };
        }
        account.AcceptCode(step);
        return null;
    }

    /// <summary>A failed sign-in is an act of its own, and counts towards the lock.</summary>
    private static async Task<Result<Outcome>> Fail(Work work, Account? account, Refusal refusal, CancellationToken ct)
    {
        work.About(account);
        work.Outcome = ActOutcome.Failed;
        work.ReasonCode = refusal.Code;
        await work.Commit(Done.Yes, ct);
        return refusal;
    }
}
