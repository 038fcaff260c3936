namespace Yihe.Accounts.Own;

/// <summary>
/// A use case by which a person changes how they prove who they are: they prove it once more by their password,
/// and guesses count towards the lock of the login.
/// </summary>
/// <param name="Proof">the field with the current password, what is in it, and the new password where one is to be set</param>
/// <param name="Act">does it to the person's own account, or answers why it cannot be</param>
internal sealed record OwnDeed<TIn>(
    string Name,
    string Words,
    Func<TIn, (string Field, string Given, string? Fresh)> Proof,
    Func<Work, Account, TIn, CancellationToken, Task<Refusal?>> Act
)
    : Change<TIn, Done>(
        Name,
        Words,
        Permission.SignedIn,
        async (work, input, ct) =>
        {
            var (account, refusal) = await work.Find<Account>(work.Actor.Account!, ct);
            refusal ??= await OwnProof.Refuses(work, account, Proof(input).Field, ct);
            if (refusal is not null)
                return refusal;
            return await Act(work, account, input, ct) is { } no ? no : await work.Commit(Done.Yes, ct);
        },
        Secret: true,
        Ahead: (platform, actor, input, ct) => Password.Reckon(platform, a => a.Id == actor.Account, Proof(input), ct)
    )
    where TIn : notnull;
