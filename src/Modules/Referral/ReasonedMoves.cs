using System.ComponentModel.DataAnnotations;

namespace Yihe.Referral;

/// <summary>What a move with a reason takes: the code from the blueprint's table, and words for the other side.</summary>
internal sealed record ReasonInput(
    ReferralId Id,
    [property: Display(Name = "理由"), Needed("请选择理由")] string Reason,
    int? Version = null,
    [property: Display(Name = "说明"), AtMost(200)] string? Note = null
) : IMoveInput;

/// <summary>The receiver sends the referral back to be completed.</summary>
internal static class ReturnReferral
{
    internal static readonly UseCase<ReasonInput, Moved> Door = ReasonedMove.Of(
        "referral.return",
        "退回",
        ReferralMove.Return,
        r => r.Return
    );
}

/// <summary>The patient does not come, or leaves, after all.</summary>
internal static class GiveUpReferral
{
    internal static readonly UseCase<ReasonInput, Moved> Door = ReasonedMove.Of(
        "referral.give-up",
        "登记患者放弃",
        ReferralMove.GiveUp,
        r => r.GiveUp
    );
}

/// <summary>The sender takes the referral back.</summary>
internal static class CancelReferral
{
    internal static readonly UseCase<ReasonInput, Moved> Door = ReasonedMove.Of(
        "referral.cancel",
        "撤销",
        ReferralMove.Cancel,
        r => r.Cancel
    );
}

/// <summary>Moves that differ in nothing but their row and their table of reasons.</summary>
internal static class ReasonedMove
{
    internal static UseCase<ReasonInput, Moved> Of(
        string name,
        string words,
        ReferralMove move,
        Func<ReferralReasons, IReadOnlyDictionary<string, string>> table
    ) =>
        Moved.Door<ReasonInput>(
            name,
            words,
            move,
            (work, referral, input, _) =>
            {
                var reasons = work.Platform.Blueprints.Of<ReferralSection>(referral.Blueprint).Reasons;
                var reason = Moved.Reason(work, table(reasons), input.Reason, input.Note);
                return Task.FromResult(reason.To<Action>(text => () => referral.LastReason = text));
            }
        );
}
