using System.ComponentModel.DataAnnotations;

namespace Yihe.Referral;

/// <summary>Those who took over below have seen the patient for the first time; the loop is closed.</summary>
internal static class FollowUpReferral
{
    internal sealed record Input(
        ReferralId Id,
        [property: Display(Name = "随访情况"), Needed("请写随访情况"), AtMost(1000)] string Finding,
        int? Version = null
    );

    internal static readonly UseCase<Input, Moved> Door = UseCase.Change<Input, Moved>(
        "referral.follow-up",
        "登记随访并闭环",
        Rights.Act,
        Run
    );

    private static async Task<Result<Moved>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Moved.Find(work, input.Id, input.Version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        return await Moved.By(work, found.Value, ReferralMove.FollowUp, ct, () => found.Value.Conclusion = input.Finding.Trim());
    }
}
