namespace Yihe.Accounts.Own;

/// <summary>A person changes their own password; their other sessions end.</summary>
internal static class ChangePassword
{
    internal sealed record Input(
        [property: Display(Name = "当前口令"), Needed("请输入当前口令"), AtMost(200)] string Current,
        [property: Display(Name = "新口令"), Needed("请设置新口令"), AtMost(200)] string Password,
        [property: Display(Name = "再输一次"), Needed("请再输一次新口令")] string Again
    );

    internal static readonly OwnDeed<Input> Door = new("account.change-password", "修改口令", i => ("current", i.Current, i.Password), Run);

    private static async Task<Refusal?> Run(Work work, Account account, Input input, CancellationToken ct)
    {
        if (input.Password == input.Current)
            return Refusal.Invalid("password", "新口令与当前口令相同，请换一个");
        if (Password.Set(work, account, input.Password, input.Again) is { } refusal)
            return refusal;
        await Session.EndAll(work, account.Id, ct, but: work.Actor.Session);
        return null;
    }
}
