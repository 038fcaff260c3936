namespace Yihe.Referral;

/// <summary>The patient is here; the stay begins, in the course of the referral. On the green channel this may come before everything else. XX-25.</summary>
internal static class ConfirmArrival
{
    internal sealed record Input(
        ReferralId Id,
        int? Version = null,
        [property: Display(Name = "收治方式")] EncounterKind Kind = EncounterKind.Outpatient,
        [property: Display(Name = "接诊科室")] string? Department = null
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>(
        "referral.confirm-arrival",
        "到院确认",
        ReferralMove.ConfirmArrival,
        Arrive
    );

    private static async Task<Refusal?> Arrive(Work work, Referral r, Input input, CancellationToken ct)
    {
        if (await AcceptReferral.GoTo(work, r, input.Department, ct) is { } unknown)
            return unknown;
        r.Stay = await ResidentRecord.OpenStay(work, r.Resident, input.Kind, r.Course, r.Department, r.Picture.Diagnoses, ct);
        r.ArrivedAt = work.Now;
        if (input.Kind == EncounterKind.Inpatient)
            return await BedDesk.Settle(work, r.Key, r.Stay.Value, r.Picture.Diagnoses, ct);
        await BedDesk.GiveBack(work, r.Key, ct);
        return null;
    }
}
