using Yihe.Kernel.Flows;

namespace Yihe.Referral.My;

/// <summary>
/// A resident's referrals and where they stand: from where to where, which department, who answers now, what they agreed to.
/// What the doctors write to each other is theirs. XX-26, WJ-11.
/// </summary>
internal static class ListOwnReferrals
{
    private const int Most = 20;

    internal sealed record Input(ResidentId? For = null);

    /// <param name="Consent">who agreed to it when it was sent</param>
    internal sealed record Line(
        ReferralId Id,
        string Number,
        string Direction,
        string StateWords,
        Tone Tone,
        string From,
        string To,
        string? Phone,
        string? Department,
        DateTimeOffset RequestedAt,
        string Next,
        string Consent,
        DateOnly? FollowUpOn,
        bool MayWithdraw
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("my.referrals", "查看本人转诊", Permission.Self, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        var person = await ResidentDirectory.Own(work, input.For, ct);
        if (person.Refusal is { } refusal)
            return refusal;
        var ids = await OnePerson.Ids(work, person.Value.Id, ct);
        var found = await work
            .Db.Set<Referral>()
            .AsNoTracking()
            .Where(r => ids.Contains(r.Resident))
            .OrderByDescending(r => r.RequestedAt)
            .Take(Most)
            .ToListAsync(ct);
        var places = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id);
        return await work.Look(new Rows<Line>([.. found.Select(r => Of(work, r, places[r.From], places[r.To]))]), ct);
    }

    private static Line Of(Work work, Referral r, InstitutionCard from, InstitutionCard to) =>
        new(
            r.Id,
            r.Number,
            r.IsUp ? "转上级" : "转回基层",
            ReferralFlow.Of(r)[r.State].Words,
            ReferralFlow.Of(r)[r.State].Tone,
            from.ShortName,
            to.ShortName,
            to.Phone,
            r.Department,
            r.RequestedAt,
            NextOf(r, from, to),
            r.Basis.Consent,
            r.Plan?.FollowUpOn,
            WithdrawReferral.MoveOf(r) is { } move && ReferralFlow.Of(r).Allows(r, move, work.Actor)
        );

    /// <summary>What happens next, in the words of those who wait.</summary>
    private static string NextOf(Referral r, InstitutionCard from, InstitutionCard to) =>
        (r.State, r.IsUp) switch
        {
            (ReferralState.Requested, true) => $"{to.ShortName}正在安排，有结果会发短信给您",
            (ReferralState.Requested, false) => $"{to.ShortName}的医生会与您联系",
            (ReferralState.Returned, _) => $"{from.ShortName}的医生正在补充材料",
            (ReferralState.Accepted, true) => $"已安排好，请按约定时间到{to.ShortName}",
            (ReferralState.Accepted, false) => $"{to.ShortName}的医生会继续照看您",
            (ReferralState.Arrived, _) => $"正在{to.ShortName}看病",
            (ReferralState.Concluded, _) => "已经办完",
            _ => "没有去，已经结束",
        };
}

/// <summary>A patient takes back their consent to be sent (患者自愿, WJ-11): before it is arranged it is cancelled, after that given up.</summary>
internal static class WithdrawReferral
{
    internal sealed record Input(ReferralId Id);

    internal static readonly Change<Input, Moved> Door = new("my.withdraw-referral", "患者撤回转诊同意", Permission.Self, Run);

    internal static ReferralMove? MoveOf(Referral r) =>
        r.State switch
        {
            ReferralState.Requested or ReferralState.Returned => ReferralMove.Cancel,
            ReferralState.Accepted => ReferralMove.GiveUp,
            _ => null,
        };

    private static async Task<Result<Moved>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var referral = found.Value;
        if (MoveOf(referral) is not { } move || !ReferralFlow.Of(referral).Allows(referral, move, work.Actor))
            return Refusal.Conflict("too-late", "这次转诊已在办理中或已结束，不能在这里撤回；有疑问请与您的医生说");
        referral.LastReason = "患者本人撤回同意";
        if (await referral.Move(work, move, ct) is { } illegal)
            return illegal;
        work.ReasonCode = "consent-withdrawn";
        return await work.Commit(Moved.Of(referral, referral.Version + 1), ct);
    }
}
