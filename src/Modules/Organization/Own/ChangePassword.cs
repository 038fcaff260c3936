using System.ComponentModel.DataAnnotations;
using Yihe.Organization.People;

namespace Yihe.Organization.Own;

/// <summary>A person changes their own password; their other sessions end.</summary>
internal static class ChangePassword
{
    internal sealed record Input(
        [property: Display(Name = "当前口令"), Needed("请输入当前口令"), AtMost(200)] string Current,
        [property: Display(Name = "新口令"), Needed("请设置新口令"), AtMost(200)] string Password,
        [property: Display(Name = "再输一次"), Needed("请再输一次新口令")] string Again
    );

    internal static readonly UseCase<Input, Done> Door = UseCase.Change<Input, Done>(
        "account.change-password",
        "修改口令",
        Permission.SignedIn,
        Run
    ) with
    {
        Secret = true,
    };

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (input.Password != input.Again)
            return Refusal.Invalid("again", "两次输入的新口令不一致，请重新输入");
        var confirmed = await OwnPassword.Confirm(work, input.Current, "current", ct);
        if (confirmed.Refusal is { } refusal)
            return refusal;
        var account = confirmed.Value;
        if (Password.Weak(input.Password, account.Login, work.Platform.Blueprints.At<Security>(work.Now)) is { } weak)
            return weak;
        if (input.Password == input.Current)
            return Refusal.Invalid("password", "新口令与当前口令相同，请换一个");
        account.SetPassword(Password.Hash(work.Platform, input.Password));
        await Session.EndAll(work, account.Id, ct, but: work.Actor.Session);
        return await work.Commit(Done.Yes, ct);
    }
}
