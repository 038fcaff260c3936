using System.ComponentModel.DataAnnotations;
using Yihe.Access.Appointments;
using Yihe.Kernel.Pools;

namespace Yihe.Access.Clinics;

/// <summary>A session will not be held (停诊): nothing more is sold, and whoever booked finds each patient another time.</summary>
internal static class CloseSession
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "停诊原因"), Needed("请写停诊原因，预约单位可见"), AtMost(100)] string Reason
    );

    internal sealed record Outcome(int Appointments);

    internal static readonly Change<Input, Outcome> Door = new("slots.close", "停诊", Rights.Publish, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Session>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var session = found.Value;
        if (session.State == SessionState.Closed)
            return PoolDesk.Closed;
        session.Close();
        await AccessFacts.Closed(work, session, ct);
        await Resizing.Close(work, (await work.Db.FindAsync<Pool>([input.Id], ct))!, ct);
        var live = await work
            .Db.Set<Appointment>()
            .Where(Appointment.Live)
            .Where(a => a.Session == session.Id)
            .Select(a => a.Id)
            .ToListAsync(ct);
        foreach (var appointment in live)
            work.Publish(new SessionClosed(appointment, input.Reason.Trim()));
        return await work.Commit(new Outcome(live.Count), ct);
    }
}

/// <summary>The session of an appointment will not be held.</summary>
public sealed record SessionClosed(Guid Appointment, string Reason);
