using Yihe.ResidentAccounts;

namespace Yihe.Consents;

/// <summary>Who decides for a person (由谁决定): they themselves, and for a child the guardian. 个人信息保护法第十四、三十一条.</summary>
internal static class Deciding
{
    internal static ConsentSection RulesOf(Work work) => work.Platform.Blueprints.At<ConsentSection>(work.Now);

    internal static bool IsChild(Work work, ResidentCard person) => person.BirthDate.AddYears(RulesOf(work).GuardianUnder) > work.Today;

    /// <summary>Why the signed-in resident may not decide for the person on the phone; null where they may.</summary>
    internal static async Task<Refusal?> Refuses(Work work, ResidentCard person, CancellationToken ct)
    {
        var (age, isSelf) = (RulesOf(work).GuardianUnder, work.Actor.Person == person.Id.Value);
        if (!IsChild(work, person))
            return isSelf ? null : Refusal.Conflict("own-decision", $"满 {age} 周岁由本人决定：请本人登录办理，或带身份证到窗口办理");
        if (isSelf)
            return Refusal.Conflict(
                "guardian-needed",
                $"未满 {age} 周岁由父母或其他监护人决定：请监护人登录后在“替家人办”里办理，或到窗口办理"
            );
        var proof = await AgencyDesk.ProofOf(work, person.Id, ct);
        return RulesOf(work).GuardianProofs.Contains(proof)
            ? null
            : Refusal.Conflict("guardian-needed", $"未满 {age} 周岁由监护人决定，您登记的是其他代办：请监护人带证明到窗口办理");
    }

    /// <summary>Why what staff have before them does not do for this person.</summary>
    internal static Refusal? Lacks(Work work, ResidentCard person, string evidence)
    {
        var rules = RulesOf(work);
        return !rules.Evidence.ContainsKey(evidence) ? Refusal.Invalid("evidence", "请从列出的凭据中选择一项")
            : IsChild(work, person) && !rules.GuardianEvidence.Contains(evidence)
                ? Refusal.Invalid("evidence", $"未满 {rules.GuardianUnder} 周岁须由监护人同意，请核对监护证明并选对应的凭据")
            : null;
    }
}
