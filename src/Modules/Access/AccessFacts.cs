using Yihe.Access.Appointments;
using Yihe.Access.Clinics;
using Yihe.Kernel.Facts;
using Yihe.Kernel.Pools;

namespace Yihe.Access;

/// <summary>What giving slots states as facts: how many times are held and kept, who took what, and out of which share.</summary>
internal static class AccessFacts
{
    internal static readonly FactKind Slot = new(
        "slot.taken",
        "号源约出",
        Personal: true,
        FromWork: true,
        [FactField.Of<BookingRank>("rank", "优先顺序"), new("department", "科室"), new("lead", "提前天数", "天")]
    );

    internal static readonly FactKind Published = new(
        "slots.published",
        "号源发布",
        Personal: false,
        FromWork: true,
        [new("total", "放号总数", "个"), new("kept", "预留", "个")]
    );

    /// <summary>A session counts on the day it is held, with the times it has.</summary>
    internal static void Opened(Work work, Session session, Pool pool) => work.Db.Add(Of(work, session, pool));

    /// <summary>Its times or its share changed: the fact is stated anew.</summary>
    internal static Task Changed(Work work, Session session, Pool pool, CancellationToken ct) =>
        FactBook.TakeOver(work, [Of(work, session, pool)], ct);

    /// <summary>A session that is not held published nothing.</summary>
    internal static Task Closed(Work work, Session session, CancellationToken ct) =>
        FactBook.TakeBack(work, Published, $"{session.Id}", "", ct);

    internal static void Taken(Work work, Appointment appointment) =>
        work.State(
            Slot,
            new($"{appointment.Id}", appointment.To, work.Now, appointment.Resident.Value),
            ("rank", Shape.JsonName(appointment.Rank.ToString())),
            ("department", appointment.Department),
            ("lead", Math.Max(0, appointment.StartsAt.Day().DayNumber - work.Today.DayNumber))
        );

    private static Fact Of(Work work, Session session, Pool pool) =>
        Fact.Of(
            (work.NewId(), work.Now, ""),
            Published,
            new($"{session.Id}", session.Institution, session.StartsAt),
            [("total", pool.Capacity), ("kept", pool.Kept - pool.Missing)]
        );
}
