using Yihe.Accounts.Passkeys;

namespace Yihe.Accounts.Own;

/// <summary>Who I am here: my posts, and how I prove it is me.</summary>
internal static class ShowMyAccount
{
    internal sealed record Input;

    internal sealed record Outcome(
        string Login,
        string Name,
        string Home,
        IReadOnlyList<PostLine> Posts,
        string PasswordRule,
        bool HasAuthenticator,
        bool NeedsSecondFactor,
        IReadOnlyList<PasskeyLine> Passkeys
    );

    internal static readonly Look<Input, Outcome> Door = new("account.show-mine", "查看我的账号", Permission.SignedIn, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (account, refusal) = await work.Find<Account>(work.Actor.Account!, ct);
        if (refusal is not null)
            return refusal;
        return new Outcome(
            account.Login,
            account.Name,
            (await InstitutionDirectory.Find(work, account.Home, ct))!.ShortName,
            await PostLine.Of(work, await Post.HeldBy(work, account.Id, ct), ct),
            Password.RuleIn(work.Platform.Blueprints.At<Security>(work.Now)),
            account.TotpSecret is not null,
            await SecondFactor.IsNeeded(work, account.Id, ct),
            await PasskeyDesk.Of(work, account.Id.Value, ct)
        );
    }
}
