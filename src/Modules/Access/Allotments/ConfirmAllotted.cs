using System.ComponentModel.DataAnnotations;
using Yihe.Access.Appointments;
using Yihe.Access.Wards;

namespace Yihe.Access.Allotments;

/// <summary>
/// The hospital's own system, or its desk, answers whether a time or bed of its allotment stands. A refusal frees the person:
/// whoever took it has them in the inbox with the next one beside the reason. The same answer twice is one answer. QJ-38, QJ-39.
/// </summary>
internal static class ConfirmAllotted
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "能否安排")] bool Accepted,
        [property: Display(Name = "不能安排的原因"), AtMost(100)] string? Reason = null
    );

    internal sealed record Outcome(Guid Id, string State);

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Change<Input, Outcome>(
        "allotment.confirm",
        "院内确认",
        Rights.Confirm,
        Run
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Allotted.Find(work, input.Id, ct) is not { Selling: Selling.Allotted } taking)
            return Refusal.NotFound;
        if (work.Refuses(taking) is { } refusal)
            return refusal;
        var no = taking is BedStay stay ? await OfBed(work, stay, input, ct) : await OfTime(work, (Appointment)taking, input, ct);
        return no is null ? await work.Commit(new Outcome(taking.Key, taking.Stands), ct) : no;
    }

    private static async Task<Refusal?> OfTime(Work work, Appointment appointment, Input input, CancellationToken ct)
    {
        if (appointment.State == (input.Accepted ? AppointmentState.Booked : AppointmentState.Refused))
            return null;
        var move = input.Accepted ? AppointmentMove.Confirm : AppointmentMove.Refuse;
        var reason = input.Accepted ? null : Allotted.ReasonOf(input.Reason);
        return (await MoveAppointment.Make(work, input.Id, move, ct, a => a.LastReason = reason)).Refusal;
    }

    private static async Task<Refusal?> OfBed(Work work, BedStay stay, Input input, CancellationToken ct) =>
        stay.State == (input.Accepted ? BedStayState.Held : BedStayState.Refused) ? null
        : input.Accepted ? await Bedding.Move(work, stay, BedStayMove.Confirm, ct)
        : await RetakeBed.Refuse(work, stay, Allotted.ReasonOf(input.Reason), ct);
}
