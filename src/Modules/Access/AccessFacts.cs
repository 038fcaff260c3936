using Yihe.Access.Appointments;
using Yihe.Kernel.Facts;

namespace Yihe.Access;

/// <summary>What giving slots states as a fact: who took what, and out of which share.</summary>
internal static class AccessFacts
{
    internal static readonly FactKind Slot = new(
        "slot.taken",
        "号源约出",
        Personal: true,
        FromWork: true,
        [FactField.Of<BookingRank>("rank", "优先顺序"), new("department", "科室"), new("lead", "提前天数", "天")]
    );

    internal static void Taken(Work work, Appointment appointment) =>
        work.State(
            Slot,
            new($"{appointment.Id}", appointment.To, work.Now, appointment.Resident.Value),
            ("rank", Shape.JsonName(appointment.Rank.ToString())),
            ("department", appointment.Department),
            ("lead", Math.Max(0, appointment.StartsAt.Day().DayNumber - work.Today.DayNumber))
        );
}
