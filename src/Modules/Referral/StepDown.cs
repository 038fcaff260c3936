namespace Yihe.Referral;

/// <summary>
/// After treatment the patient goes down with a summary, medication and rehabilitation plan and a day to be seen again:
/// the hop up ends, the hop down begins, in one act. XX-24.
/// </summary>
internal static class StepDown
{
    internal sealed record Input(
        ReferralId Id,
        [property: Display(Name = "下转到")] InstitutionId To,
        [property: Display(Name = "出院诊断"), Needed("请选择出院诊断")] string Diagnosis,
        [property: Display(Name = "出院小结"), Needed("请写出院小结"), AtMost(4000)] string DischargeSummary,
        [property: Display(Name = "用药方案"), Needed("请写用药方案；不需用药写“无”"), AtMost(1000)] string Medication,
        [property: Display(Name = "康复与观察要点"), Needed("请写康复与观察要点"), AtMost(1000)] string Rehabilitation,
        [property: Display(Name = "首次随访日期")] DateOnly FollowUpOn,
        int? Version = null
    );

    internal static readonly Change<Input, Moved> Door = new("referral.step-down", "下转", Rights.Act, Run);

    private static async Task<Result<Moved>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, input.Version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        Result<Referral> below = Refusal.NotFound;
        var illegal = await found.Value.Move(
            work,
            ReferralMove.StepDown,
            ct,
            async () => (below = await Below(work, input, found.Value, ct)).Refusal
        );
        return illegal is not null ? illegal : await work.Commit(Moved.Of(below.Value, below.Value.Version), ct);
    }

    private static async Task<Result<Referral>> Below(Work work, Input input, Referral above, CancellationToken ct)
    {
        if (input.FollowUpOn <= work.Today)
            return Refusal.Invalid("followUpOn", "首次随访日期应晚于今天");
        var diagnosis = DiagnosisTable.Choose(work.Platform, input.Diagnosis);
        if (diagnosis.Refusal is { } unknown)
            return unknown;
        var target = await Target.For(work, input.To, null, ct);
        if (target.Refusal is { } nowhere)
            return nowhere;
        string[] diagnoses = [diagnosis.Value.ToString()];
        var plan = new CarePlan(input.DischargeSummary.Trim(), input.Medication.Trim(), input.Rehabilitation.Trim(), input.FollowUpOn);
        var picture = new ClinicalPicture(above.Picture.Complaint, "", diagnoses, plan.DischargeSummary, plan.Medication, null);
        var basis = new Basis([], null, above.Basis.Consent);
        await ResidentRecord.Close(work, above.Stay, diagnoses, "step-down", ct);
        above.Conclusion = $"{diagnosis.Value.Name}：已下转 {target.Value.Institution.ShortName}";
        return await Origin.Of(above).Send(work, ReferralDirection.Down, ReferralPriority.Routine, target.Value, picture, basis, plan, ct);
    }
}
