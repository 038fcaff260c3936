using Yihe.Access.Clinics;
using Yihe.Kernel.Pools;
using Yihe.Plans;

namespace Yihe.Access;

/// <summary>
/// Shares follow the blueprint: sessions that are already published take the one in force on their day as soon as it is approved.
/// Where others have already taken too much, that is on record. GZ-50.
/// </summary>
internal static class ShareFollowsPlan
{
    private const string Reason = "方案新版本调整预留";

    internal static async Task Approved(Work work, PlanApproved approved, CancellationToken ct)
    {
        var sessions = await work
            .Db.Set<Session>()
            .Where(s =>
                s.StartsAt >= approved.From && s.StartsAt > work.Now && s.State == SessionState.Open && s.Blueprint < approved.Number
            )
            .ToListAsync(ct);
        var rules = work.Platform.Blueprints.Of<AccessSection>(approved.Number).Slots;
        foreach (var session in sessions)
        {
            session.Blueprint = approved.Number;
            var pool = (await work.Db.FindAsync<Pool>([session.Id], ct))!;
            var missing = await Resizing.Reshare(work, pool, rules.Share, rules.TimesOf(session.StartsAt), ct);
            await AccessFacts.Changed(work, session, pool, ct);
            if (missing == 0)
                continue;
            var what = $"{session.Title} {Appointments.Appointment.WhenOf(session.StartsAt)}";
            await Breaches.Follow(work, pool, session.Institution, what, $"/slots/{session.Id}", Reason, ct);
        }
        await work.Commit(Done.Yes, ct);
    }
}
