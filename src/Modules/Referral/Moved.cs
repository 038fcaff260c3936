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
    /// <summary>A use case that is one move: find, prepare, move, commit.</summary>
    /// <param name="prepare">answers what else changes with the move, or why it cannot be</param>
    internal static UseCase<TIn, Moved> Door<TIn>(
        string name,
        string words,
        ReferralMove move,
        Func<Work, Referral, TIn, CancellationToken, Task<Result<Action>>> prepare
    )
        where TIn : IMoveInput =>
        UseCase.Change<TIn, Moved>(name, words, Rights.Act, (work, input, ct) => Run(work, input, move, prepare, ct));

    /// <summary>The referral, if the actor may act on it and has seen its newest version.</summary>
    internal static async Task<Result<Referral>> Find(Work work, IMoveInput input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        return (found.Refusal ?? Work.Stale(found.Value, input.Version)) is { } refusal ? refusal : found;
    }

    /// <summary>A reason chosen from the blueprint's table: its words, or a refusal that lists the choices.</summary>
    internal static Result<string> Reason(Work work, IReadOnlyDictionary<string, string> table, string code, string? note)
    {
        if (!table.TryGetValue(code, out var words))
            return Refusal.Invalid("reason", $"请从理由中选择：{string.Join("、", table.Values)}");
        work.ReasonCode = code;
        return string.IsNullOrWhiteSpace(note) ? words : $"{words}（{note.Trim()}）";
    }

    private static async Task<Result<Moved>> Run<TIn>(
        Work work,
        TIn input,
        ReferralMove move,
        Func<Work, Referral, TIn, CancellationToken, Task<Result<Action>>> prepare,
        CancellationToken ct
    )
        where TIn : IMoveInput
    {
        var found = await Find(work, input, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var referral = found.Value;
        if (ReferralFlow.Of(referral).Refuses(referral, move, work.Actor) is { } illegal)
            return illegal;
        var prepared = await prepare(work, referral, input, ct);
        if ((prepared.Refusal ?? await referral.Move(work, move, ct, prepared.Value)) is { } no)
            return no;
        var words = ReferralFlow.Of(referral)[referral.State].Words;
        return await work.Commit(
            new Moved(referral.Id, referral.Number, Shape.JsonName(referral.State.ToString()), words, referral.Version + 1),
            ct
        );
    }
}
