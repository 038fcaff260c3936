namespace Yihe.Referral;

/// <summary>What every move of a referral answers: where it stands now.</summary>
internal sealed record Moved(ReferralId Id, string Number, string State, string Words, int Version)
{
    /// <summary>The referral, if the actor may act on it and has seen its newest version.</summary>
    internal static async Task<Result<Referral>> Find(Work work, ReferralId id, int? version, CancellationToken ct)
    {
        var found = await work.Find<Referral>(id, ct);
        return (found.Refusal ?? Work.Stale(found.Value, version)) is { } refusal ? refusal : found;
    }

    /// <summary>Makes the move and commits it.</summary>
    internal static async Task<Result<Moved>> By(
        Work work,
        Referral referral,
        ReferralMove move,
        CancellationToken ct,
        Action? apply = null
    )
    {
        if (await referral.Move(work, move, ct, apply) is { } illegal)
            return illegal;
        var words = ReferralFlow.Of(referral)[referral.State].Words;
        return await work.Commit(
            new Moved(referral.Id, referral.Number, Shape.JsonName(referral.State.ToString()), words, referral.Version + 1),
            ct
        );
    }

    /// <summary>A reason chosen from the blueprint's table: its words, or a refusal that lists the choices.</summary>
    internal static Result<string> Reason(Work work, IReadOnlyDictionary<string, string> table, string code, string? note)
    {
        if (!table.TryGetValue(code, out var words))
            return Refusal.Invalid("reason", $"请从理由中选择：{string.Join("、", table.Values)}");
        work.ReasonCode = code;
        return string.IsNullOrWhiteSpace(note) ? words : $"{words}（{note.Trim()}）";
    }
}
