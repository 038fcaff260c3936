namespace Yihe.Referral;

/// <summary>A doctor sends a patient up, from a visit, from a referral that came to them, or directly. XX-23, XX-25.</summary>
internal static class RequestReferral
{
    internal sealed record Input(
        [property: Display(Name = "转入机构")] InstitutionId To,
        [property: Display(Name = "病情摘要"), Needed("请写病情摘要"), AtMost(2000)] string Summary,
        [property: Display(Name = "患者或家属同意"), Needed("请告知患者去向与安排，并记录由谁同意"), AtMost(40)] string Consent,
        ResidentId? Resident = null,
        Guid? Visit = null,
        ReferralId? Follows = null,
        [property: Display(Name = "主诉"), AtMost(200)] string? Complaint = null,
        [property: Display(Name = "诊断")] string? Diagnosis = null,
        [property: Display(Name = "优先级")] ReferralPriority Priority = ReferralPriority.Routine,
        [property: Display(Name = "拟转科室")] string? Department = null,
        [property: Display(Name = "转诊指征")] IReadOnlyList<string>? Criteria = null,
        [property: Display(Name = "不符合指征仍需转诊的理由"), AtMost(200)] string? Override = null,
        [property: Display(Name = "当前用药"), AtMost(500)] string? Medication = null,
        [property: Display(Name = "请求事项"), AtMost(200)] string? Request = null,
        [property: Display(Name = "希望的号源")] Guid? Slot = null,
        [property: Display(Name = "希望的病区床位")] Guid? Ward = null
    );

    internal static readonly Change<Input, Moved> Door = new("referral.request", "发起上转", Rights.Send, Run);

    private static async Task<Result<Moved>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var found = await Origin.Find(work, input.Visit, input.Follows, input.Resident, ct);
        var origin = found.Refusal is null ? found.Value.Typed(work, input.Complaint, input.Diagnosis) : found;
        if (origin.Refusal is { } unknown)
            return unknown;
        var target = await Target.For(work, input.To, input.Department, ct);
        if (target.Refusal is { } nowhere)
            return nowhere;
        var section = work.Platform.Blueprints.At<ReferralSection>(work.Now);
        var met = ReferralCriteria.Met(section.Criteria, ReferralDirection.Up, origin.Value.Facts, input.Criteria ?? [], target.Value.Bond);
        if (met.Count == 0 && string.IsNullOrWhiteSpace(input.Override))
            return Refusal.Invalid("override", "按转诊标准未达到指征：请勾选符合的指征，或写明仍需转诊的理由");
        if (!section.Consents.Contains(input.Consent.Trim()))
            return Refusal.Invalid("consent", $"请选择由谁同意：{string.Join('、', section.Consents)}");
        return await Send(work, input, origin.Value, target.Value, [.. met.Select(c => c.Code)], ct);
    }

    private static async Task<Result<Moved>> Send(Work work, Input input, Origin origin, Target target, string[] met, CancellationToken ct)
    {
        var picture = origin.Picture! with { Summary = input.Summary.Trim(), Medication = input.Medication, Request = input.Request };
        var basis = new Basis(met, met.Length > 0 ? null : input.Override!.Trim(), input.Consent.Trim());
        var referral = await origin.Send(work, ReferralDirection.Up, input.Priority, target, picture, basis, null, ct);
        if (await Reserve(work, referral, input, ct) is { } gone)
            return gone;
        work.Publish(new ReferralMoved(referral.Id, ReferralMoved.Requested));
        if (origin.Before is { } before)
        {
            before.Conclusion = $"已再上转 {target.Institution.ShortName}，单号 {referral.Number}";
            if (await before.Move(work, ReferralMove.PassOn, ct) is { } illegal)
                return illegal;
        }
        return await work.Commit(Moved.Of(referral, referral.Version), ct);
    }

    /// <summary>What is wished goes along held, slot and bed, or the referral is not sent.</summary>
    private static async Task<Refusal?> Reserve(Work work, Referral r, Input input, CancellationToken ct)
    {
        r.WishedSlot = input.Slot;
        if (input.Slot is { } slot && await SlotDesk.Hold(work, slot, r.Key, r.From, r.To, ct) is { } full)
            return full;
        return input.Ward is { } ward
            ? await BedDesk.Hold(work, ward, r.Key, r.Course, await ResidentDirectory.Known(work, r.Resident, ct), r.From, r.To, ct)
            : null;
    }
}
