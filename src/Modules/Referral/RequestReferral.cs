using System.ComponentModel.DataAnnotations;
using Yihe.Residents;
using Yihe.Residents.Visits;

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
        [property: Display(Name = "请求事项"), AtMost(200)] string? Request = null
    );

    internal sealed record Outcome(ReferralId Id, string Number);

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Change<Input, Outcome>(
        "referral.request",
        "发起上转",
        Rights.Send,
        Run
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var origin = await Origin.Of(work, input, ct);
        if (origin.Refusal is { } unknown)
            return unknown;
        var target = await Target.For(work, input.To, input.Department, ct);
        if (target.Refusal is { } nowhere)
            return nowhere;
        var section = work.Platform.Blueprints.At<ReferralSection>(work.Now);
        var judgement = ReferralCriteria.Judge(section.Criteria, ReferralDirection.Up, origin.Value.Facts, input.Criteria ?? []);
        if (!judgement.Called && string.IsNullOrWhiteSpace(input.Override))
            return Refusal.Invalid("override", "按转诊标准未达到指征：请勾选符合的指征，或写明仍需转诊的理由");
        var referral = await Create(work, input, origin.Value, target.Value, judgement, ct);
        await ReferralFlow.Up.Enter(work, referral, ct);
        work.Publish(new ReferralMoved(referral.Id, ReferralMoved.Requested));
        if (origin.Value.Before is { } before && await before.Move(work, ReferralMove.PassOn, ct) is { } illegal)
            return illegal;
        return await work.Commit(new Outcome(referral.Id, referral.Number), ct);
    }

    private static async Task<Referral> Create(
        Work work,
        Input input,
        Origin origin,
        Target target,
        Judgement judgement,
        CancellationToken ct
    )
    {
        var resident = await ResidentDirectory.Known(work, origin.Resident, ct);
        var referral = await NewReferral.Make(
            work,
            ReferralDirection.Up,
            input.Priority,
            target,
            resident,
            origin.Course,
            input.Follows,
            new ClinicalPicture(origin.Complaint, origin.Signs, origin.Diagnoses, input.Summary.Trim(), input.Medication, input.Request),
            new Basis([.. judgement.Met.Select(c => c.Code)], judgement.Called ? null : input.Override!.Trim(), input.Consent.Trim()),
            null,
            ct
        );
        if (origin.Before is { } before)
            before.Conclusion = $"已再上转 {target.Institution.ShortName}，单号 {referral.Number}";
        return referral;
    }
}
