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

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>("referral.redirect", "改派", ReferralMove.Redirect, Redirect);

    private static async Task<Refusal?> Redirect(Work work, Referral referral, Input input, CancellationToken ct)
    {
        if (input.To == referral.From)
            return Refusal.Invalid("to", "不能改派给转出机构；不收治请用“退回”");
        var target = await Target.Redirected(work, input.To, input.Department, ct);
        if ((target.Refusal ?? ReasonedMoves.Give(work, referral, ReferralMove.Redirect, input.Reason, input.Note)) is { } no)
            return no;
        if (input.To != referral.To)
        {
            await ResidentDirectory.Unrelate(work, referral.Key, TimeSpan.Zero, ct, at: referral.To);
            referral.Bond = target.Value.Bond;
        }
        await ResidentDirectory.Relate(work, referral.Resident, input.To, CareKind.Referral, referral.Key, ct);
        (referral.To, referral.Department, referral.AtOffice) = (input.To, target.Value.Department, target.Value.Sends(work));
        return null;
    }
}
