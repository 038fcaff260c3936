using Yihe.Access.Appointments;
using Yihe.Access.Clinics;
using Yihe.Kernel.Pools;
using Yihe.Sharing.Allotments;

namespace Yihe.Access;

/// <summary>Times of clinics as what people wait for and hospitals' own systems hand over. GZ-52, QJ-38.</summary>
internal sealed record SlotsShared() : SharedKind(IsBeds: false)
{
    public override async Task<SharedLine?> Line(Work work, Guid line, CancellationToken ct) =>
        await work.Db.FindAsync<Clinic>([line], ct) is { } clinic ? new($"{clinic.Title} {clinic.Doctor}", [.. clinic.Parties]) : null;

    public override async Task<string> Words(Work work, PoolUnit unit, CancellationToken ct) =>
        Appointment.WhenOf((await work.Db.FindAsync<Session>([unit.Pool], ct))!.At(unit.Number));

    public override async Task<Result<TakenOffer>> Take(Work work, Waiter waiter, ResidentCard resident, CancellationToken ct)
    {
        var wish = new Wish(waiter.Pool!.Value, null, resident, waiter.From);
        var taken = await Booking.Take(work, wish, ct, (waiter.Unit!.Value, waiter.Id));
        if (taken.Refusal is { } gone)
            return gone;
        var entered = await BookSlot.Entered(work, taken.Value, ct);
        return new TakenOffer(entered.Id, entered.State);
    }

    public override async Task<IAllotted?> Taking(Work work, Guid id, CancellationToken ct) =>
        await work.Db.FindAsync<Appointment>([id], ct);

    public override async Task<Refusal?> Answer(Work work, IAllotted taking, string? refused, CancellationToken ct)
    {
        if (((Appointment)taking).State == (refused is null ? AppointmentState.Booked : AppointmentState.Refused))
            return null;
        var move = refused is null ? AppointmentMove.Confirm : AppointmentMove.Refuse;
        return (await MoveAppointment.Make(work, taking.Key, move, ct, a => a.LastReason = refused)).Refusal;
    }

    public override IQueryable<AllotmentCount> Asked(Work work, DateTimeOffset since) =>
        work
            .Db.Set<Appointment>()
            .Where(a => a.Selling == Selling.Allotted && a.StartsAt > since)
            .GroupBy(a => a.To)
            .Select(g => new AllotmentCount(g.Key, g.Count(), g.Count(a => a.RefusedAt != null)));
}
