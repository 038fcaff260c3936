namespace Yihe.Referral;

/// <summary>The sender completes a returned referral and sends it again.</summary>
internal static class ResubmitReferral
{
    internal sealed record Input(
        ReferralId Id,
        [property: Display(Name = "病情摘要"), Needed("请写病情摘要"), AtMost(2000)] string Summary,
        int? Version = null,
        [property: Display(Name = "当前用药"), AtMost(500)] string? Medication = null,
        [property: Display(Name = "请求事项"), AtMost(200)] string? Request = null
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>(
        "referral.resubmit",
        "补充后重提",
        ReferralMove.Resubmit,
        (r, input) => r.Picture = r.Picture with { Summary = input.Summary.Trim(), Medication = input.Medication, Request = input.Request }
    );
}
