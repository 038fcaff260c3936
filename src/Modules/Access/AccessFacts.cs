using Yihe.Access.Appointments;
using Yihe.Access.Wards;
using Yihe.Kernel.Facts;

namespace Yihe.Access;

/// <summary>What giving slots and beds states as facts: who took what, and out of which share.</summary>
internal static class AccessFacts
{
    internal static readonly FactKind Slot = new(
        "slot.taken",
        "号源约出",
        Personal: true,
        FromWork: true,
        [FactField.Of<BookingRank>("rank", "优先顺序"), new("department", "科室"), new("lead", "提前天数", "天")]
    );

    internal static readonly FactKind Bed = new(
        "bed.taken",
        "床位占用",
        Personal: true,
        FromWork: true,
        [FactField.YesNo("kept", "由预留份额的机构收来"), new("ward", "病区")]
    );

    internal static readonly IReadOnlyList<FactKind> All = [Slot, Bed];

    internal static void Taken(Work work, Appointment appointment) =>
        work.State(
            Slot,
            new($"{appointment.Id}", appointment.To, work.Now, appointment.Resident.Value),
            ("rank", Shape.JsonName(appointment.Rank.ToString())),
            ("department", appointment.Department),
            ("lead", Math.Max(0, appointment.StartsAt.Day().DayNumber - work.Today.DayNumber))
        );

    internal static async Task Taken(Work work, BedStay stay, CancellationToken ct) =>
        work.State(
            Bed,
            new($"{stay.Id}", stay.To, work.Now, stay.Resident.Value),
            ("kept", await Entitlement.Of(work, stay.From, ct) ? "yes" : "no"),
            ("ward", stay.WardName)
        );
}
