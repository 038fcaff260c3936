using Yihe.Access.Appointments;
using Yihe.Access.Clinics;
using Yihe.Kernel.Pools;

namespace Yihe.Access;

/// <summary>The numbered time of a matter: held until a moment, or an appointment.</summary>
/// <param name="Words">where and with whom</param>
/// <param name="Stands">"预占至 …", "已预约", "待确认"</param>
public sealed record MatterSlot(Guid Session, DateTimeOffset At, int No, string Words, string Stands, bool IsHeld);

/// <summary>
/// The door to slots for a matter that needs one, a referral: hold the wished time, take it when the matter is accepted,
/// give it back when the matter ends otherwise. All inside the caller's transaction.
/// </summary>
public static class SlotDesk
{
    private const int PerClinic = 3;

    /// <summary>The nearest sessions at some institutions that <paramref name="from"/> may book now: id → words, by department and time.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> Offers(
        Work work,
        IReadOnlyCollection<InstitutionId> at,
        InstitutionId from,
        string? department,
        CancellationToken ct
    )
    {
        var until = work.Now.AddDays(work.Platform.Blueprints.At<AccessSection>(work.Now).Slots.EarlyDays);
        var sessions = await work
            .Db.Set<Session>()
            .AsNoTracking()
            .Where(s => at.Contains(s.Institution) && s.StartsAt > work.Now && s.StartsAt <= until && s.State == SessionState.Open)
            .Where(s => department == null || s.Department == department)
            .OrderBy(s => s.StartsAt)
            .Take(300)
            .ToListAsync(ct);
        var lines = await ShowSlotBoard.Lines(work, sessions, from, ct);
        return
        [
            .. lines
                .Where(l => l.Mine > 0)
                .GroupBy(l => l.Clinic)
                .SelectMany(g => g.Take(PerClinic))
                .OrderBy(l => l.Department != department)
                .ThenBy(l => l.Department, StringComparer.Ordinal)
                .ThenBy(l => l.StartsAt)
                .Select(l => KeyValuePair.Create(l.Id.ToString(), l.Words)),
        ];
    }

    /// <summary>Holds the first time of a session for a matter, as long as the blueprint says.</summary>
    public static async Task<Refusal?> Hold(
        Work work,
        Guid session,
        Guid matter,
        InstitutionId from,
        InstitutionId at,
        CancellationToken ct
    )
    {
        if (await work.Db.FindAsync<Session>([session], ct) is not { } found || found.Institution != at)
            return Refusal.Invalid("slot", "所选号源不在转入机构，请重新选择号源或机构");
        if (found.StartsAt <= work.Now)
            return Booking.Past;
        var rules = work.Platform.Blueprints.Of<AccessSection>(found.Blueprint).Slots;
        var claim = new Claim(session, matter, await Entitlement.Of(work, from, ct), null, work.Now.AddHours(rules.HoldHours));
        return AtSlot((await Booking.Claimed(work, found, claim, ct)).Refusal);
    }

    /// <summary>
    /// Takes a time for good: what is held, or the session named now. A hold that ran out and no session named is refused,
    /// so that the next one can be chosen.
    /// </summary>
    public static async Task<Refusal?> Take(
        Work work,
        Guid? session,
        Guid matter,
        Guid course,
        ResidentCard resident,
        InstitutionId from,
        InstitutionId at,
        CancellationToken ct
    )
    {
        var held = await Held(work, matter, ct);
        if (held is not null && session is not null && session != held.Pool)
        {
            await PoolDesk.GiveBack(work, held.Id, matter, ct);
            held = null;
        }
        if ((session ?? held?.Pool) is not { } where)
            return null;
        if (await work.Db.FindAsync<Session>([where], ct) is not { } found || found.Institution != at)
            return Refusal.Invalid("slot", "所选号源不在本机构，请重新选择");
        var taken = await Booking.Take(work, new(where, null, resident, from, matter, course), ct, held is null ? null : (held.Id, matter));
        if (taken.Refusal is { } refusal)
            return AtSlot(refusal);
        await BookSlot.Entered(work, taken.Value, ct);
        return null;
    }

    /// <summary>Gives back what is held for a matter.</summary>
    public static async Task GiveBack(Work work, Guid matter, CancellationToken ct)
    {
        if (await Held(work, matter, ct) is { } held)
            await PoolDesk.GiveBack(work, held.Id, matter, ct);
    }

    /// <summary>The matter of an appointment went another way, or the patient came: the appointment follows. For reactions; commits.</summary>
    public static async Task Follow(Work work, Guid matter, bool came, string reason, CancellationToken ct)
    {
        var live = await work.Db.Set<Appointment>().Where(Appointment.Live).FirstOrDefaultAsync(a => a.Matter == matter, ct);
        if (live is null || (came && live.State == AppointmentState.Confirming))
            return;
        var move = came ? AppointmentMove.Attend : AppointmentMove.Cancel;
        if ((await MoveAppointment.Make(work, live.Id, move, ct, a => a.LastReason = came ? null : reason)).Refusal is null)
            await work.Commit(Done.Yes, ct);
    }

    /// <summary>What a matter has, for its page and its slip.</summary>
    public static async Task<MatterSlot?> Of(Work work, Guid matter, CancellationToken ct)
    {
        var appointment = await work
            .Db.Set<Appointment>()
            .AsNoTracking()
            .Where(a => a.Matter == matter && a.State != AppointmentState.Moved && a.State != AppointmentState.Cancelled)
            .OrderByDescending(a => a.Id)
            .FirstOrDefaultAsync(ct);
        if (appointment is { } a)
            return new(a.Session, a.StartsAt, a.No, a.Where, AppointmentFlow.Of(a)[a.State].Words, false);
        if (await Held(work, matter, ct) is not { } held || await work.Db.FindAsync<Session>([held.Pool], ct) is not { } s)
            return null;
        var stands = $"预占至 {held.HeldUntil!.Value.Local():M月d日 HH:mm}，到时未受理自动释放";
        return new(s.Id, s.At(held.Number), held.Number, $"{s.Department} {s.Doctor} {s.Room}".TrimEnd(), stands, true);
    }

    private static Task<PoolUnit?> Held(Work work, Guid matter, CancellationToken ct) =>
        work
            .Db.Set<PoolUnit>()
            .FirstOrDefaultAsync(
                u => u.Taker == matter && u.State == UnitState.Held && work.Db.Set<Session>().Any(s => s.Id == u.Pool),
                ct
            );

    /// <summary>What was wrong is wrong at the field where the slot is chosen.</summary>
    private static Refusal? AtSlot(Refusal? refusal) =>
        refusal is null || refusal.Faults.Length > 0 ? refusal : refusal with { Faults = [new FieldFault("slot", refusal.Message)] };
}
