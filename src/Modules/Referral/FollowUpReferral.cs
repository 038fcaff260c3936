namespace Yihe.Referral;

/// <summary>Those who took over below have seen the patient for the first time; the loop is closed.</summary>
internal static class FollowUpReferral
{
    internal sealed record Input(
        ReferralId Id,
        [property: Display(Name = "随访情况"), Needed("请写随访情况"), AtMost(1000)] string Finding,
        int? Version = null
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>(
        "referral.follow-up",
        "登记随访并闭环",
        ReferralMove.FollowUp,
        (referral, input) => referral.Conclusion = input.Finding.Trim()
    );
}
