using Yihe.Kernel.Pools;

namespace Yihe.Referral.Reactions;

/// <summary>A referral that goes another way gives its appointment back; one that arrives has kept it.</summary>
internal static class SlotFollowsReferral
{
    internal static async Task Run(Work work, ReferralMoved moved, CancellationToken ct)
    {
        var came = moved.Move == nameof(ReferralMove.ConfirmArrival);
        if (came || moved.Move is nameof(ReferralMove.Redirect) or nameof(ReferralMove.GiveUp) or nameof(ReferralMove.Cancel))
            await SlotDesk.Follow(work, moved.Referral.Value, came, "转诊有变", ct);
    }

    /// <summary>A hold ran out: the course says so to both sides; the next time is chosen when the referral is accepted.</summary>
    internal static async Task Expired(Work work, HoldExpired expired, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Referral>([new ReferralId(expired.Taker)], ct) is not { } referral)
            return;
        work.About(referral);
        (work.Subject, work.Matter, work.Blueprint) = (referral.Subject, referral.Course, referral.Blueprint);
        await work.Commit(Done.Yes, ct);
    }
}
