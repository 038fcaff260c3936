namespace Yihe.Accounts;

/// <summary>
/// A person gets a one-time link to set a password, at first or because they lost it. An administrator who is at work already is not
/// invited anew from here: one administrator could otherwise become another (三员分立); the machine's operator does it.
/// </summary>
internal static class InviteAccount
{
    internal sealed record Input(AccountId Id);

    internal sealed record Outcome(string Name, string Login, string Link, DateTimeOffset Until);

    internal static readonly Change<Input, Outcome> Door = new("account.invite", "邀请", Rights.ManageAccounts, Run, Secret: true);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (account, refusal) = await work.Find<Account>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        if (account.Disabled)
            return Refusal.Conflict("disabled", "账号已停用，请先启用再邀请");
        var book = RoleBook.Of(work.Platform);
        var posts = await Post.HeldBy(work, account.Id, ct);
        if (account.PasswordHash is not null && posts.Any(p => book.HasExclusive(p.Roles)))
            return Refusal.Conflict("administrator", $"在任管理员不能由他人重新邀请，请在服务器上运行 yihe user reset {account.Login}");
        var token = Invitation.Give(work, account);
        return await work.Commit(new Outcome(account.Name, account.Login, $"/invitation/{token}", account.InvitationUntil!.Value), ct);
    }
}
