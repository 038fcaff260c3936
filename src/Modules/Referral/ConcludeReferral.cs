using System.ComponentModel.DataAnnotations;
using Yihe.Residents.Visits;

namespace Yihe.Referral;

/// <summary>The receiver tells the sender what came of it; the stay ends and the patient goes home.</summary>
internal static class ConcludeReferral
{
    internal sealed record Input(
        ReferralId Id,
        [property: Display(Name = "诊断结论"), Needed("请选择出院或门诊诊断")] string Diagnosis,
        [property: Display(Name = "诊疗结论"), Needed("请写诊疗结论，转出医生据此接续"), AtMost(2000)] string Conclusion,
        int? Version = null
    ) : IMoveInput;

    internal static readonly UseCase<Input, Moved> Door = Moved.Door<Input>(
        "referral.conclude",
        "结案反馈",
        ReferralMove.Conclude,
        Prepare
    );

    private static async Task<Result<Action>> Prepare(Work work, Referral referral, Input input, CancellationToken ct)
    {
        if (DiagnosisTable.Of(work.Platform).Find(input.Diagnosis) is not { } diagnosis)
            return Refusal.Invalid("diagnosis", "请从诊断表中选择诊断");
        if (referral.Stay is { } stay)
            await ResidentRecord.Close(work, stay, [diagnosis.ToString()], "home", ct);
        return (Action)(() => referral.Conclusion = $"{diagnosis.Name}：{input.Conclusion.Trim()}");
    }
}
