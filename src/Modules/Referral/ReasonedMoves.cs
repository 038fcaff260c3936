namespace Yihe.Referral;

/// <summary>Moves that need nothing but a reason from the blueprint's table, and words for the other side.</summary>
internal static class ReasonedMoves
{
    internal sealed record Input(
        ReferralId Id,
        [property: Display(Name = "理由"), Needed("请选择理由")] string Reason,
        int? Version = null,
        [property: Display(Name = "说明"), AtMost(200)] string? Note = null
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Return = Of("referral.return", "退回", ReferralMove.Return);
    internal static readonly UseCase<Input, Moved> GiveUp = Of("referral.give-up", "登记患者放弃", ReferralMove.GiveUp);
    internal static readonly UseCase<Input, Moved> Cancel = Of("referral.cancel", "撤销", ReferralMove.Cancel);

    /// <summary>Notes the reason on the referral and its code in the act, or refuses with the choices.</summary>
    internal static Refusal? Give(Work work, Referral referral, ReferralMove move, string code, string? note)
    {
        var reasons = work.Platform.Blueprints.Of<ReferralSection>(referral.Blueprint).Reasons.For(move);
        if (!reasons.TryGetValue(code, out var words))
            return Refusal.Invalid("reason", $"请从理由中选择：{string.Join("、", reasons.Values)}");
        work.ReasonCode = code;
        referral.LastReason = string.IsNullOrWhiteSpace(note) ? words : $"{words}（{note.Trim()}）";
        return null;
    }

    private static UseCase<Input, Moved> Of(string name, string words, ReferralMove move) =>
        Moved.Door<Input>(name, words, move, (work, r, input, _) => Task.FromResult(Give(work, r, move, input.Reason, input.Note)));
}
