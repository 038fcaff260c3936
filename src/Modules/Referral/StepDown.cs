using System.ComponentModel.DataAnnotations;
using Yihe.Residents;
using Yihe.Residents.Visits;

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
    ) : IMoveInput;

    internal sealed record Outcome(ReferralId Id, string Number);

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Change<Input, Outcome>("referral.step-down", "下转", Rights.Act, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Moved.Find(work, input, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var above = found.Value;
        if (ReferralFlow.Of(above).Refuses(above, ReferralMove.StepDown, work.Actor) is { } illegal)
            return illegal;
        if (input.FollowUpOn <= work.Today)
            return Refusal.Invalid("followUpOn", "首次随访日期应晚于今天");
        if (DiagnosisTable.Of(work.Platform).Find(input.Diagnosis) is not { } diagnosis)
            return Refusal.Invalid("diagnosis", "请从诊断表中选择诊断");
        var target = await Target.For(work, input.To, null, ct);
        if (target.Refusal is { } nowhere)
            return nowhere;
        var below = await Below(work, input, above, target.Value, diagnosis, ct);
        await ReferralFlow.Down.Enter(work, below, ct);
        if (above.Stay is { } stay)
            await ResidentRecord.Close(work, stay, [diagnosis.ToString()], "step-down", ct);
        above.Conclusion = $"{diagnosis.Name}：已下转 {target.Value.Institution.ShortName}";
        await above.Move(work, ReferralMove.StepDown, ct);
        return await work.Commit(new Outcome(below.Id, below.Number), ct);
    }

    private static async Task<Referral> Below(
        Work work,
        Input input,
        Referral above,
        Target target,
        Diagnosis diagnosis,
        CancellationToken ct
    ) =>
        await NewReferral.Make(
            work,
            ReferralDirection.Down,
            ReferralPriority.Routine,
            target with
            {
                HasOffice = false,
            },
            await ResidentDirectory.Known(work, above.Resident, ct),
            above.Course,
            above.Id,
            new ClinicalPicture(
                above.Picture.Complaint,
                "",
                [diagnosis.ToString()],
                input.DischargeSummary.Trim(),
                input.Medication.Trim(),
                null
            ),
            new Basis([], null, above.Basis.Consent),
            new CarePlan(input.DischargeSummary.Trim(), input.Medication.Trim(), input.Rehabilitation.Trim(), input.FollowUpOn),
            ct
        );
}
