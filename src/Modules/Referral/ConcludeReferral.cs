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
        Conclude
    );

    private static async Task<Refusal?> Conclude(Work work, Referral referral, Input input, CancellationToken ct)
    {
        var diagnosis = DiagnosisTable.Choose(work.Platform, input.Diagnosis);
        if (diagnosis.Refusal is { } unknown)
            return unknown;
        await ResidentRecord.Close(work, referral.Stay, [diagnosis.Value.ToString()], "home", ct);
        referral.Conclusion = $"{diagnosis.Value.Name}：{input.Conclusion.Trim()}";
        return null;
    }
}
