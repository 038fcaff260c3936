using System.ComponentModel.DataAnnotations;
using Yihe.Access.Allotments;

namespace Yihe.Access.Appointments;

/// <summary>Books a numbered time for a resident: at the desk, or by the family doctor. QJ-38, KS-68, GZ-52.</summary>
internal static class BookSlot
{
    internal sealed record Input(
        [property: Display(Name = "场次")] Guid Session,
        [property: Display(Name = "居民")] ResidentId Resident,
        [property: Display(Name = "号序")] int? Number = null
    );

    internal sealed record Outcome(Guid Id, string Number, DateTimeOffset At, string State);

    internal static readonly Change<Input, Outcome> Door = new("appointment.book", "预约", Rights.Book, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var resident = await ResidentDirectory.Bare(work, input.Resident, ct);
        if (resident.Refusal is { } unknown)
            return unknown;
        var taken = await Booking.Take(work, new(input.Session, input.Number, resident.Value, work.Actor.Institution), ct);
        if (taken.Refusal is { } refusal)
            return refusal;
        return await work.Commit(await Entered(work, taken.Value, ct), ct);
    }

    /// <summary>A new appointment enters its flow, and everybody hears of it.</summary>
    internal static async Task<Outcome> Entered(Work work, Appointment appointment, CancellationToken ct)
    {
        await AppointmentFlow.Of(appointment).Enter(work, appointment, ct);
        ResidentDirectory.Relate(work, appointment.Resident, appointment.To, CareKind.Visit, appointment.Id);
        if (appointment.State == AppointmentState.Booked) // what the hospital has to confirm is told when it has, and once
            work.Publish(new AppointmentMoved(appointment.Id, AppointmentMoved.Booked));
        Allotted.Tell(work, appointment);
        return new(appointment.Id, appointment.Number, appointment.StartsAt, appointment.Stands);
    }
}
