using Yihe.Access.Appointments;
using Yihe.Kernel.Flows;

namespace Yihe.Access.My;

/// <summary>A resident's appointments: what is to come, next first, and some of what was.</summary>
internal static class ListOwnAppointments
{
    private const int Most = 20;

    internal sealed record Input(ResidentId? For = null, Guid? Id = null);

    internal sealed record Line(
        Guid Id,
        string Number,
        int No,
        DateTimeOffset At,
        string When,
        string Institution,
        string? Phone,
        string Department,
        string Doctor,
        string? Room,
        string StateWords,
        Tone Tone,
        bool MayChange,
        bool IsLive
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("my.appointments", "查看本人预约", Permission.Self, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        var person = await ResidentDirectory.Own(work, input.For, ct);
        if (person.Refusal is { } refusal)
            return refusal;
        var ids = await OnePerson.Ids(work, person.Value.Id, ct);
        var own = work.Db.Set<Appointment>().AsNoTracking().Where(a => ids.Contains(a.Resident));
        if (input.Id is { } id)
            own = own.Where(a => a.Id == id);
        var coming = await own.Where(a =>
                a.StartsAt > work.Now && a.State != AppointmentState.Moved && a.State != AppointmentState.Cancelled
            )
            .OrderBy(a => a.StartsAt)
            .Take(Most)
            .ToListAsync(ct);
        var past = await own.Where(a => a.StartsAt <= work.Now || a.State == AppointmentState.Cancelled)
            .Where(a => a.State != AppointmentState.Moved)
            .OrderByDescending(a => a.StartsAt)
            .Take(Most)
            .ToListAsync(ct);
        var places = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id);
        return await work.Look(new Rows<Line>([.. coming.Concat(past).Select(a => Of(work, a, places[a.To]))]), ct);
    }

    private static Line Of(Work work, Appointment a, InstitutionCard at)
    {
        var flow = AppointmentFlow.Of(a);
        return new(
            a.Id,
            a.Number,
            a.No,
            a.StartsAt,
            a.When,
            at.ShortName,
            at.Phone,
            a.Department,
            a.Doctor,
            a.Room,
            flow[a.State].Words,
            flow[a.State].Tone,
            a.StartsAt > work.Now && flow.Allows(a, AppointmentMove.Cancel, work.Actor),
            a.IsLive && a.StartsAt > work.Now
        );
    }
}
