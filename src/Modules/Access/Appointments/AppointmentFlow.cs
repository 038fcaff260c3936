using Yihe.Kernel.Flows;
using static Yihe.Access.Appointments.AppointmentMove;
using static Yihe.Access.Appointments.AppointmentState;

namespace Yihe.Access.Appointments;

internal enum AppointmentMove
{
    Confirm,
    Refuse,
    Attend,
    Miss,
    Rebook,
    Cancel,
}

/// <summary>How an appointment (预约) moves. Only a refused one waits for somebody: whoever booked it finds the patient another time.</summary>
internal static class AppointmentFlow
{
    /// <summary>Where the hospital's own system has the last word.</summary>
    internal static readonly Flow<Appointment, AppointmentState, AppointmentMove> Allotted = new(
        "appointment-allotted",
        "预约（院内确认）",
        Confirming
    )
    {
        Only = a => a.Selling == Selling.Allotted,
        States =
        [
            new(Confirming, "待确认", Tone.Warn),
            new(Booked, "已预约", Tone.Info),
            new(Refused, "未能确认", Tone.Danger) { Holder = Booker, Asks = "改约" },
            new(Attended, "已到诊", Tone.Ok),
            new(Missed, "爽约", Tone.Danger),
            new(Moved, "已改约", Tone.Quiet),
            new(Cancelled, "已取消", Tone.Quiet),
        ],
        Moves =
        [
            new(Confirming, Confirm, Booked, "院内确认", Hospital),
            new(Confirming, Refuse, Refused, "不能安排", Hospital),
            new(Confirming, Rebook, Moved, "改约", Booker, Receiver, Patient),
            new(Confirming, Cancel, Cancelled, "取消预约", Booker, Receiver, Patient),
            new(Booked, Attend, Attended, "到诊", Receiver),
            new(Booked, Rebook, Moved, "改约", Booker, Receiver, Patient),
            new(Booked, Cancel, Cancelled, "取消预约", Booker, Receiver, Patient),
            new(Booked, Miss, Missed, "爽约", Receiver),
            new(Booked, Refuse, Refused, "不能安排", Hospital),
            new(Refused, Rebook, Moved, "改约", Booker, Patient),
            new(Refused, Cancel, Cancelled, "取消预约", Booker, Patient),
        ],
    };

    internal static readonly Flow<Appointment, AppointmentState, AppointmentMove> Here = new("appointment", "预约", Booked)
    {
        Only = a => a.Selling == Selling.Here,
        States = [.. Allotted.States.Where(s => s.State != Confirming)],
        Moves = [.. Allotted.Moves.Where(m => m.From != Confirming)],
    };

    internal static Flow<Appointment, AppointmentState, AppointmentMove> Of(Appointment appointment) =>
        Here.Covers(appointment) ? Here : Allotted;

    private static Holder Booker(Appointment a) => new(a.From, Rights.Book);

    private static Holder Receiver(Appointment a) => new(a.To, Rights.Receive);

    private static Holder Patient(Appointment a) => Holder.Patient(a.Subject);

    /// <summary>The hospital's own system; a closed session is told by the platform itself.</summary>
    private static Holder Hospital(Appointment a) => new(a.To, Rights.Confirm);
}

/// <summary>An appointment was made or moved on; whoever cares looks it up.</summary>
public sealed record AppointmentMoved(Guid Appointment, string Move)
{
    internal const string Booked = "Book";
}
