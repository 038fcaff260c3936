namespace Yihe.Referral;

/// <summary>The receiving side takes the patient on; the referral office names the department. XX-23.</summary>
internal static class AcceptReferral
{
    internal sealed record Input(
        ReferralId Id,
        int? Version = null,
        [property: Display(Name = "接诊科室")] string? Department = null,
        [property: Display(Name = "号源")] Guid? Slot = null
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>("referral.accept", "受理", ReferralMove.Accept, Accept);

    private static async Task<Refusal?> Accept(Work work, Referral referral, Input input, CancellationToken ct)
    {
        var departments = (await InstitutionDirectory.Find(work, referral.To, ct))!.Departments;
        if (referral is { Department: null, AtOffice: true } && string.IsNullOrWhiteSpace(input.Department) && departments.Count > 1)
            return Refusal.Invalid("department", "请选择接诊科室");
        return await GoTo(work, referral, input.Department, ct) ?? await TakeSlot(work, referral, input.Slot, ct);
    }

    /// <summary>The slot held for it, or the one chosen now, becomes the patient's in the same act.</summary>
    private static async Task<Refusal?> TakeSlot(Work work, Referral r, Guid? slot, CancellationToken ct) =>
        r.IsUp
            ? await SlotDesk.Take(work, slot, r.Key, r.Course, await ResidentDirectory.Known(work, r.Resident, ct), r.From, r.To, ct)
            : null;

    /// <summary>From here on it is the department's: the one named now, or else the one wished.</summary>
    internal static async Task<Refusal?> GoTo(Work work, Referral referral, string? named, CancellationToken ct)
    {
        var department = string.IsNullOrWhiteSpace(named) ? referral.Department : named;
        if (department is not null && !(await InstitutionDirectory.Find(work, referral.To, ct))!.Departments.Contains(department))
            return Refusal.Invalid("department", $"本机构没有“{department}”，请从科室列表中选择");
        (referral.Department, referral.AtOffice) = (department, false);
        return null;
    }
}
