using Yihe.Organization.Passkeys;
using Yihe.Organization.People;

namespace Yihe.Organization.Own;

/// <summary>Who I am here: my posts, and how I prove it is me.</summary>
internal static class ShowMyAccount
{
    internal sealed record Input;

    internal sealed record PostLine(Guid Id, string Institution, string? Department, string Roles, DateOnly From, bool Current);

    internal sealed record PasskeyLine(Guid Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

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

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Look<Input, Outcome>(
        "account.show-mine",
        "查看我的账号",
        Permission.SignedIn,
        Run
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Account>(work.Actor.Account!, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var account = found.Value;
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var book = RoleBook.Of(work.Platform);
        var posts = await Post.HeldBy(work, account.Id, ct);
        var passkeys = await Passkey.Of(work, account.Id).OrderBy(p => p.Id).ToListAsync(ct);
        return new Outcome(
            account.Login,
            account.Name,
            names[account.Home],
            [
                .. posts.Select(p => new PostLine(
                    p.Id,
                    names[p.Institution],
                    p.Department,
                    book.TitlesOf(p.Roles),
                    p.From,
                    p.Id == work.Actor.Post
                )),
            ],
            Password.RuleIn(work.Platform.Blueprints.At<Security>(work.Now)),
            account.TotpSecret is not null,
            await SecondFactor.IsNeeded(work, account.Id, ct),
            [.. passkeys.Select(p => new PasskeyLine(p.Id, p.Name, p.AddedAt, p.UsedAt))]
        );
    }
}
