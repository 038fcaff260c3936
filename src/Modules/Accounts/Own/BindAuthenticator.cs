namespace Yihe.Accounts.Own;

/// <summary>A fresh code for one's authenticator to scan; nothing is bound yet.</summary>
internal static class OfferAuthenticator
{
    /// <param name="Secret">the offer of before, when the form came back</param>
    internal sealed record Input(string? Secret = null);

    internal static readonly Look<Input, AuthenticatorOffer> Door = new(
        "account.offer-authenticator",
        "准备绑定认证器",
        Permission.SignedIn,
        async (work, input, ct) =>
            (await work.Find<Account>(work.Actor.Account!, ct)).To(account => AuthenticatorOffer.For(work, account, input.Secret))
    );
}

/// <summary>A person binds an authenticator, or another one in place of the old.</summary>
internal static class BindAuthenticator
{
    internal sealed record Input(
        [property: Needed("请重新打开这一页")] string Secret,
        [property: Display(Name = "认证器上的动态码"), Needed("请输入认证器上的 6 位数字")] string Code,
        [property: Display(Name = "当前口令"), Needed("请输入当前口令"), AtMost(200)] string Password,
        [property: Display(Name = "原认证器的动态码")] string? OldCode = null
    );

    internal static readonly OwnDeed<Input> Door = new(
        "account.bind-authenticator",
        "绑定认证器",
        i => ("password", i.Password, null),
        Run
    );

    private static async Task<Refusal?> Run(Work work, Account account, Input input, CancellationToken ct)
    {
        const string needed = "请输入原认证器上的 6 位数字；原手机已丢失的，请联系系统管理员重新邀请";
        if (account.TotpSecret is not null && SecondFactor.Match(work, account, input.OldCode) is null)
            return await SignInLock.Miss(work, account, Refusal.Invalid("oldCode", needed), ct);
        return AuthenticatorOffer.Bind(work, account, input.Secret, input.Code);
    }
}

/// <summary>A person whose posts do not ask for it goes back to a password alone.</summary>
internal static class UnbindAuthenticator
{
    internal sealed record Input(
        [property: Display(Name = "当前口令"), Needed("请输入当前口令"), AtMost(200)] string Password,
        [property: Display(Name = "动态码"), Needed("请输入认证器上的 6 位数字")] string Code
    );

    internal static readonly OwnDeed<Input> Door = new(
        "account.unbind-authenticator",
        "解绑认证器",
        i => ("password", i.Password, null),
        Run
    );

    private static async Task<Refusal?> Run(Work work, Account account, Input input, CancellationToken ct)
    {
        if (account.TotpSecret is null)
            return Refusal.Conflict("not-bound", "没有绑定认证器");
        if (await SecondFactor.IsNeeded(work, account.Id, ct))
            return Refusal.Conflict("second-factor-needed", "您的岗位必须使用动态码，不能解绑；要换手机请更换认证器");
        if (SecondFactor.Match(work, account, input.Code) is null)
            return await SignInLock.Miss(work, account, Refusal.Invalid("code", "动态码不对或已用过，请等下一个码再试"), ct);
        account.SetTotp(null);
        return null;
    }
}
