using System.ComponentModel.DataAnnotations;
using Yihe.Residents;

namespace Yihe.Referral;

/// <summary>The referral office, or whoever oversees, sends the request to a better place: another member, another department. XX-26.</summary>
internal static class RedirectReferral
{
    internal sealed record Input(
        ReferralId Id,
        [property: Display(Name = "改派到")] InstitutionId To,
        [property: Display(Name = "理由"), Needed("请选择理由")] string Reason,
        int? Version = null,
        [property: Display(Name = "科室")] string? Department = null,
        [property: Display(Name = "说明"), AtMost(200)] string? Note = null
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>("referral.redirect", "改派", ReferralMove.Redirect, Prepare);

    private static async Task<Result<Action>> Prepare(Work work, Referral referral, Input input, CancellationToken ct)
    {
        if (input.To == referral.From)
            return Refusal.Invalid("to", "不能改派给转出机构；不收治请用“退回”");
        var target = await Target.Redirected(work, input.To, input.Department, ct);
        if (target.Refusal is { } nowhere)
            return nowhere;
        var reasons = work.Platform.Blueprints.Of<ReferralSection>(referral.Blueprint).Reasons.Redirect;
        var reason = Moved.Reason(work, reasons, input.Reason, input.Note);
        if (reason.Refusal is { } unknown)
            return unknown;
        if (input.To != referral.To)
            await ResidentDirectory.Unrelate(work, referral.Key, TimeSpan.Zero, ct, at: referral.To);
        await ResidentDirectory.Relate(work, referral.Resident, input.To, CareKind.Referral, referral.Key, ct);
        return (Action)(
            () =>
            {
                (referral.To, referral.Department) = (input.To, target.Value.Department);
                (referral.AtOffice, referral.LastReason) = (target.Value.Sends(work), reason.Value);
            }
        );
    }
}
