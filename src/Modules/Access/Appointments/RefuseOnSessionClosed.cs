using Yihe.Access.Clinics;

namespace Yihe.Access.Appointments;

/// <summary>A session will not be held: each appointment goes back to whoever booked it, who finds another time.</summary>
internal static class RefuseOnSessionClosed
{
    internal static async Task Run(Work work, SessionClosed closed, CancellationToken ct)
    {
        var moved = await MoveAppointment.Make(
            work,
            closed.Appointment,
            AppointmentMove.Refuse,
            ct,
            a => a.LastReason = $"停诊：{closed.Reason}"
        );
        if (moved.Refusal is null)
            await work.Commit(Done.Yes, ct);
    }
}
