using Yihe.Access.Appointments;
using Yihe.Kernel.Pools;

namespace Yihe.Access.Clinics;

/// <summary>One session with its numbered times; who has which only for those who see the patients.</summary>
internal static class ShowSession
{
    internal sealed record Input(Guid Id);

    /// <param name="Person">whole for the institution that sees them and the one that booked, else nothing</param>
    internal sealed record Time(
        int Number,
        DateTimeOffset At,
        UnitState State,
        bool Kept,
        bool Mine,
        Guid? Appointment,
        string? Person,
        string? From
    );

    internal sealed record Outcome(ShowSlotBoard.Line Session, IReadOnlyList<Time> Times);

    internal static readonly Look<Input, Outcome> Door = new("slots.show", "查看门诊号序", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (await work.Db.FindAsync<Session>([input.Id], ct) is not { } session)
            return Refusal.NotFound;
        work.About(session);
        var line = (await ShowSlotBoard.Lines(work, [session], work.Actor.Institution, ct))[0];
        var units = await work
            .Db.Set<PoolUnit>()
            .AsNoTracking()
            .Where(u => u.Pool == session.Id && u.State != UnitState.Withdrawn)
            .OrderBy(u => u.Number)
            .ToListAsync(ct);
        var appointments = await work
            .Db.Set<Appointment>()
            .AsNoTracking()
            .Where(a => a.Session == session.Id)
            .ToDictionaryAsync(a => a.Id, ct);
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var entitled = await Entitlement.Of(work, work.Actor.Institution, ct);
        var clinical = work.Actor.May(Rights.Book) || work.Actor.May(Rights.Receive);
        var times = units.Select(u =>
        {
            var a = u.Taker is { } taker ? appointments.GetValueOrDefault(taker) : null;
            var ours = a is not null && clinical && a.Parties.Contains(work.Actor.Institution);
            var mine = line.Mine > 0 && u.State == UnitState.Free && (entitled || line.Open > 0);
            return new Time(
                u.Number,
                session.At(u.Number),
                u.State,
                u.Kept && line.ReleaseAt > work.Now,
                mine,
                ours ? a!.Id : null,
                ours ? $"{a!.Person} {a.PersonDetail}" : null,
                a is null ? null : names[a.From]
            );
        });
        return await work.Look(new Outcome(line, [.. times]), ct);
    }
}
