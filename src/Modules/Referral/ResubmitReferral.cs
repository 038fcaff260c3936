using System.ComponentModel.DataAnnotations;

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
    );

    internal static readonly UseCase<Input, Moved> Door = UseCase.Change<Input, Moved>("referral.resubmit", "补充后重提", Rights.Act, Run);

    private static async Task<Result<Moved>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Moved.Find(work, input.Id, input.Version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var referral = found.Value;
        var picture = referral.Picture with
        {
            Summary = input.Summary.Trim(),
            Medication = input.Medication ?? referral.Picture.Medication,
            Request = input.Request ?? referral.Picture.Request,
        };
        return await Moved.By(work, referral, ReferralMove.Resubmit, ct, () => referral.Picture = picture);
    }
}
