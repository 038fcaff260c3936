using System.ComponentModel.DataAnnotations;
using Yihe.Access.Appointments;
using Yihe.Access.Clinics;

namespace Yihe.Access.My;

/// <summary>
/// What a resident may book alone: the same times, windows and shares as at the desk, by the same rules; signed residents
/// have the early window where the plan gives it to them. U11, WJ-13.
/// </summary>
internal static class ShowOwnChoices
{
    private const int Most = 500;

    internal sealed record Input(ResidentId? For = null, InstitutionId? Institution = null, string? Department = null);

    /// <summary>A half-day of a clinic with times left for this resident.</summary>
    internal sealed record Choice(
        Guid Session,
        InstitutionId Institution,
        string InstitutionName,
        string Department,
        string Title,
        string Doctor,
        string? Room,
        DateTimeOffset At,
        int Left
    );

    internal sealed record Outcome(ResidentCard Person, IReadOnlyList<Choice> Choices);

    internal static readonly Look<Input, Outcome> Door = new("my.choices", "查看可约时间", Permission.Self, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var person = await ResidentDirectory.Own(work, input.For, ct);
        if (person.Refusal is { } refusal)
            return refusal;
        var until = work.Now.AddDays(work.Platform.Blueprints.At<AccessSection>(work.Now).Slots.EarlyDays + 1);
        var sessions = work.Db.Set<Session>().AsNoTracking().Where(s => s.StartsAt > work.Now && s.StartsAt < until);
        if (input.Institution is { } institution)
            sessions = sessions.Where(s => s.Institution == institution);
        if (input.Department is { Length: > 0 } department)
            sessions = sessions.Where(s => s.Department == department);
        var open = await sessions.Where(s => s.State == SessionState.Open).OrderBy(s => s.StartsAt).Take(Most).ToListAsync(ct);
        var lines = await ShowSlotBoard.Lines(work, open, Entitlement.Of(work, person.Value), ct);
        return await work.Look(new Outcome(person.Value, [.. lines.Where(l => l.Mine > 0).Select(Of)]), ct);
    }

    private static Choice Of(ShowSlotBoard.Line l) =>
        new(l.Id, l.Institution, l.InstitutionName, l.Department, l.Title, l.Doctor, l.Room, l.StartsAt, l.Mine);
}

/// <summary>A resident books a time; through the one way in which times are taken. U11.</summary>
internal static class BookOwn
{
    internal sealed record Input([property: Display(Name = "时间"), Needed("请选一个时间")] Guid? Session, ResidentId? For = null);

    internal static readonly Change<Input, BookSlot.Outcome> Door = new("my.book", "居民预约", Permission.Self, Run);

    private static async Task<Result<BookSlot.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var person = await ResidentDirectory.Own(work, input.For, ct);
        if (person.Refusal is { } refusal)
            return refusal;
        if (await work.Db.FindAsync<Session>([input.Session], ct) is not { } session)
            return Booking.NoSession;
        var entitled = Entitlement.Of(work, person.Value);
        var taken = await Booking.Take(work, new(session.Id, null, person.Value, session.Institution, Entitled: entitled), ct);
        return taken.Refusal is { } full ? full : await work.Commit(await BookSlot.Entered(work, taken.Value, ct), ct);
    }
}

/// <summary>A resident takes another time in place of one they have; what it was given with, a referral's right, goes along.</summary>
internal static class RebookOwn
{
    internal sealed record Input(Guid Id, [property: Display(Name = "时间"), Needed("请选一个时间")] Guid? Session);

    internal static readonly Change<Input, BookSlot.Outcome> Door = new(
        "my.rebook",
        "居民改约",
        Permission.Self,
        async (work, input, ct) =>
            await OwnAppointment.NotYet(work, input.Id, ct) is { } refusal
                ? refusal
                : await RebookAppointment.Run(
                    work,
                    new(input.Id, input.Session!.Value),
                    (old, person) => old.Rank != BookingRank.Public || Entitlement.Of(work, person),
                    ct
                )
    );
}

/// <summary>A resident gives a time back.</summary>
internal static class CancelOwn
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, MovedAppointment> Door = new(
        "my.cancel",
        "居民取消预约",
        Permission.Self,
        async (work, input, ct) =>
            await OwnAppointment.NotYet(work, input.Id, ct) is { } refusal
                ? refusal
                : await MoveAppointment.Commit(
                    work,
                    await MoveAppointment.Make(work, input.Id, AppointmentMove.Cancel, ct, a => a.LastReason = "居民自己取消"),
                    ct
                )
    );
}

/// <summary>An appointment as its patient may change it: until it begins.</summary>
internal static class OwnAppointment
{
    internal static async Task<Refusal?> NotYet(Work work, Guid id, CancellationToken ct)
    {
        var found = await work.Find<Appointment>(id, ct);
        return found.Refusal
            ?? (
                found.Value.StartsAt <= work.Now
                    ? Refusal.Conflict("past", "预约的时间已经到了，不能再改或取消；如未就诊，请联系医院")
                    : null
            );
    }
}
