namespace Yihe.Referral;

/// <summary>What every move of a referral takes: which one, and the version the page showed.</summary>
internal interface IMoveInput
{
    ReferralId Id { get; }
    int? Version { get; }
}

/// <summary>What every move of a referral answers: where it stands now.</summary>
internal sealed record Moved(ReferralId Id, string Number, string State, string Words, int Version)
{
    /// <summary>A use case that is one move: find, apply, move, commit.</summary>
    /// <param name="apply">what else changes with the move, or why it cannot be</param>
    internal static UseCase<TIn, Moved> Door<TIn>(
        string name,
        string words,
        ReferralMove move,
        Func<Work, Referral, TIn, CancellationToken, Task<Refusal?>> apply
    )
        where TIn : IMoveInput =>
        new Change<TIn, Moved>(
            name,
            words,
            Rights.Act,
            async (work, input, ct) =>
            {
                var found = await work.Find<Referral>(input.Id, input.Version, ct);
                if (found.Refusal is { } refusal)
                    return refusal;
                var referral = found.Value;
                if (await referral.Move(work, move, ct, () => apply(work, referral, input, ct)) is { } illegal)
                    return illegal;
                return await work.Commit(Of(referral, referral.Version + 1), ct);
            }
        );

    /// <summary>The same for a move that can always be made where it is legal.</summary>
    internal static UseCase<TIn, Moved> Door<TIn>(string name, string words, ReferralMove move, Action<Referral, TIn> apply)
        where TIn : IMoveInput =>
        Door<TIn>(
            name,
            words,
            move,
            (_, referral, input, _) =>
            {
                apply(referral, input);
                return Task.FromResult<Refusal?>(null);
            }
        );

    internal static Moved Of(Referral r, int version) =>
        new(r.Id, r.Number, Shape.JsonName(r.State.ToString()), ReferralFlow.Of(r)[r.State].Words, version);
}
