using Yihe.Access.Clinics;
using Yihe.Kernel.Pools;

namespace Yihe.Access.Appointments;

/// <summary>Who wants a numbered time, and on whose behalf.</summary>
/// <param name="From">the institution whose patient it is: it decides whether the kept share is open to them</param>
/// <param name="Matter">the referral it serves</param>
/// <param name="Entitled">said where a resident books without an institution's staff; otherwise it follows from <paramref name="From"/></param>
internal sealed record Wish(
    Guid Session,
    int? Number,
    ResidentCard Resident,
    InstitutionId From,
    Guid? Matter = null,
    Guid? Course = null,
    Guid? Replaces = null,
    bool? Entitled = null
);

/// <summary>Takes a numbered time for a resident: the rules of the share, the windows, and one live appointment per session.</summary>
internal static class Booking
{
    private sealed record Asking(Session Session, Pool Pool, bool Booked);

    /// <summary>The session with its pool, and whether the resident has a time in it already: one question, translated once.</summary>
    private static readonly Compiled<Func<AppDb, Guid, ResidentId, Guid?, CancellationToken, Task<Asking?>>> Asked = new(() =>
        EF.CompileAsyncQuery(
            (AppDb db, Guid id, ResidentId resident, Guid? replaces, CancellationToken _) =>
                (
                    from session in db.Set<Session>()
                    where session.Id == id
                    join pool in db.Set<Pool>() on session.Id equals pool.Id
                    select new Asking(
                        session,
                        pool,
                        db.Set<Appointment>()
                            .Any(a =>
                                a.Resident == resident
                                && a.Session == session.Id
                                && a.Id != replaces
                                && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirming)
                            )
                    )
                ).SingleOrDefault()
        )
    );

    private const int Others = 3;
    internal static readonly Refusal NoSession = Refusal.Invalid("session", "没有找到这场门诊，请从号源池重新选择");
    internal static readonly Refusal Past = Refusal.Conflict("past", "这场门诊已经开始，请另选时间");
    internal static readonly Refusal TooEarly = Refusal.Conflict("too-early", "还没有到开放预约的时间，请选更近的日期");
    internal static readonly Refusal Twice = Refusal.Conflict(
        "booked-already",
        "这位居民在这场门诊已有预约，不必重复预约；要换时间请用“改约”"
    );

    /// <summary>Takes the time for good; <paramref name="held"/> is what was held before, and for whom.</summary>
    internal static async Task<Result<Appointment>> Take(Work work, Wish wish, CancellationToken ct, (Guid Unit, Guid Holder)? held = null)
    {
        if (await Known(work, wish, ct) is not var (session, booked))
            return NoSession;
        if (session.StartsAt <= work.Now)
            return Past;
        var id = work.NewId();
        var entitled = await IsEntitled(work, wish, ct);
        if (!entitled && await Paused(work, wish.Resident.Id, session, ct) is { } paused)
            return paused;
        if (booked)
            return Twice;
        var unit = held is { } settled
            ? await PoolDesk.Settle(work, settled.Unit, settled.Holder, id, ct)
            : await Claimed(work, session, new(session.Id, id, entitled, wish.Number), ct);
        if (unit.Refusal is { } refusal)
            return refusal with { Alternatives = await Instead(work, session, wish, ct) };
        var appointment = work.Add(Make(work, id, session, unit.Value, wish, entitled));
        AccessFacts.Taken(work, appointment);
        return appointment;
    }

    /// <summary>Takes or holds a unit of a session, inside the windows of those who ask.</summary>
    internal static async Task<Result<PoolUnit>> Claimed(Work work, Session session, Claim claim, CancellationToken ct)
    {
        var rules = work.Platform.Blueprints.Of<AccessSection>(session.Blueprint).Slots;
        if (work.Now < session.StartsAt.Day().AddDays(-rules.EarlyDays).Start() + rules.OpensAt.ToTimeSpan())
            return TooEarly;
        return await PoolDesk.Take(work, claim, ct);
    }

    private static async Task<bool> IsEntitled(Work work, Wish wish, CancellationToken ct) =>
        wish.Entitled ?? await Entitlement.Of(work, wish.From, ct);

    /// <summary>The session with its pool, and whether the resident has a time in it already, in one question.</summary>
    private static async Task<(Session, bool)?> Known(Work work, Wish wish, CancellationToken ct)
    {
        var found = await Asked.In(work.Db)(work.Db, wish.Session, wish.Resident.Id, wish.Replaces, ct);
        return found is null ? null : (found.Session, found.Booked);
    }

    /// <summary>Who missed too often books through the family doctor for a while; the desk no longer books ahead.</summary>
    private static async Task<Refusal?> Paused(Work work, ResidentId resident, Session session, CancellationToken ct)
    {
        var rules = work.Platform.Blueprints.Of<AccessSection>(session.Blueprint).Slots;
        var since = work.Now.AddDays(-rules.MissDays);
        var ids = await OnePerson.Ids(work, resident, ct);
        var missed = await work
            .Db.Set<Appointment>()
            .CountAsync(a => ids.Contains(a.Resident) && a.State == AppointmentState.Missed && a.StartsAt > since, ct);
        return missed >= rules.MissesBeforePause
            ? Refusal.Conflict("paused", $"近 {rules.MissDays} 天内爽约 {missed} 次，暂停窗口预约；可由家庭医生预约，或当天挂号")
            : null;
    }

    /// <summary>The nearest sessions of the same department that still have room for whoever was refused.</summary>
    private static async Task<IReadOnlyList<Alternative>> Instead(Work work, Session session, Wish wish, CancellationToken ct)
    {
        var sessions = await work
            .Db.Set<Session>()
            .AsNoTracking()
            .Where(s => s.Department == session.Department && s.StartsAt > work.Now && s.State == SessionState.Open)
            .OrderBy(s => s.StartsAt)
            .Take(30)
            .ToListAsync(ct);
        var fresh = wish is { Matter: null, Replaces: null, Entitled: null };
        var entitled = await IsEntitled(work, wish, ct);
        return
        [
            .. from line in (await ShowSlotBoard.Lines(work, sessions, entitled, ct)).Where(l => l.Mine > 0).Take(Others)
            select new Alternative(line.Id, line.StartsAt, line.Words, fresh ? $"/slots/{line.Id}?resident={wish.Resident.Id}" : null),
        ];
    }

    private static Appointment Make(Work work, Guid id, Session session, PoolUnit unit, Wish wish, bool entitled) =>
        new()
        {
            Id = id,
            Session = session.Id,
            Unit = unit.Id,
            No = unit.Number,
            Number = $"{session.StartsAt.Local():yyMMddHH}-{session.ClinicCode}-{unit.Number:00}",
            StartsAt = session.At(unit.Number),
            To = session.Institution,
            Department = session.Department,
            Title = session.Title,
            Doctor = session.Doctor,
            Room = session.Room,
            Selling = session.Selling,
            From = wish.From,
            BookedBy = work.Actor.Account,
            Rank = Entitlement.RankOf(wish.Resident, entitled),
            Resident = wish.Resident.Id,
            Person = wish.Resident.Name,
            PersonDetail = wish.Resident.SexAndAge,
            Matter = wish.Matter,
            Course = wish.Course ?? id,
            Blueprint = session.Blueprint,
        };
}
