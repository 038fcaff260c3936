using System.ComponentModel.DataAnnotations;
using Yihe.Access.Clinics;
using Yihe.Kernel.Pools;

namespace Yihe.Access.Allotments;

/// <summary>
/// The hospital's own system hands over a quota of times of a half-day, or changes it: what is unsold may shrink, what is sold never.
/// </summary>
internal static class AllotSession
{
    internal sealed record Input(
        [property: Display(Name = "门诊代码"), Needed("请写门诊代码")] string Clinic,
        [property: Display(Name = "开始时间")] DateTimeOffset StartsAt,
        [property: Display(Name = "分配号数"), Between(0, 200)] int Capacity,
        [property: Display(Name = "原因"), AtMost(100)] string? Reason = null
    );

    internal sealed record Outcome(Guid Session, int Capacity, int Missing);

    internal static readonly Change<Input, Outcome> Door = new("slots.allot", "分配号源", Rights.Publish, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var clinic = await work
            .Db.Set<Clinic>()
            .FirstOrDefaultAsync(
                c => c.Code == input.Clinic && c.Institution == work.Actor.Institution && c.Selling == Selling.Allotted,
                ct
            );
        if (clinic is null)
            return Refusal.Invalid("clinic", "本机构没有这个代码的分配门诊");
        if (work.Refuses(clinic) is { } refusal)
            return refusal;
        if (input.StartsAt <= work.Now)
            return Refusal.Invalid("startsAt", "开始时间已过");
        var known = await work.Db.Set<Session>().FirstOrDefaultAsync(s => s.Clinic == clinic.Id && s.StartsAt == input.StartsAt, ct);
        return known is null ? await New(work, clinic, input, ct) : await Change(work, known, input, ct);
    }

    private static async Task<Result<Outcome>> New(Work work, Clinic clinic, Input input, CancellationToken ct)
    {
        var session = work.Add(Session.Of(work, clinic, input.StartsAt.ToUniversalTime(), input.Capacity));
        work.About(session);
        return await work.Commit(new Outcome(session.Id, input.Capacity, 0), ct);
    }

    private static async Task<Result<Outcome>> Change(Work work, Session session, Input input, CancellationToken ct)
    {
        var pool = (await work.Db.FindAsync<Pool>([session.Id], ct))!;
        var resized = await Resizing.Resize(work, pool, input.Capacity, ct);
        if (resized.Refusal is { } sold)
            return sold;
        work.About(session);
        await AccessFacts.Changed(work, session, pool, ct);
        var what = $"{session.Title} {Appointments.Appointment.WhenOf(session.StartsAt)}";
        await Breaches.Follow(work, pool, session.Institution, what, $"/slots/{session.Id}", input.Reason ?? "院内系统缩减分配", ct);
        await PoolDesk.Serve(work, pool, ct);
        return await work.Commit(new Outcome(session.Id, input.Capacity, resized.Value), ct);
    }
}
