using System.ComponentModel.DataAnnotations;

namespace Yihe.Access.Appointments;

/// <summary>Another time for the same patient: the new one is taken and the old one given back in one act, or nothing changes.</summary>
internal static class RebookAppointment
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "新场次"), Needed("请选择新的场次")] Guid Session,
        [property: Display(Name = "号序")] int? Number = null
    );

    internal static readonly Change<Input, BookSlot.Outcome> Door = new("appointment.rebook", "改约", Rights.Act, Run);

    private static Task<Result<BookSlot.Outcome>> Run(Work work, Input input, CancellationToken ct) => Run(work, input, null, ct);

    /// <param name="entitled">said where the resident does it alone</param>
    internal static async Task<Result<BookSlot.Outcome>> Run(
        Work work,
        Input input,
        Func<Appointment, ResidentCard, bool>? entitled,
        CancellationToken ct
    )
    {
        var moved = await MoveAppointment.Make(work, input.Id, AppointmentMove.Rebook, ct);
        if (moved.Refusal is { } refusal)
            return refusal;
        var old = moved.Value;
        var resident = await ResidentDirectory.Known(work, old.Resident, ct);
        var own = entitled?.Invoke(old, resident);
        var wish = new Wish(input.Session, input.Number, resident, old.From, old.Matter, old.Course, old.Id, own);
        var taken = await Booking.Take(work, wish, ct);
        if (taken.Refusal is { } full)
            return full;
        var move = work.Move;
        var outcome = await BookSlot.Entered(work, taken.Value, ct);
        work.About(old);
        work.Move = move;
        return await work.Commit(outcome, ct);
    }
}
