using System.ComponentModel.DataAnnotations;
using Yihe.Kernel.Pools;

namespace Yihe.Access.Clinics;

/// <summary>More or fewer times in one session (加减号). A cut that leaves the share short is recorded with its reason and given to the operations office.</summary>
internal static class ResizeSession
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "号数"), Between(1, 200)] int Capacity,
        [property: Display(Name = "原因"), Needed("请写加减号的原因"), AtMost(100)] string Reason
    );

    internal sealed record Outcome(int Capacity, int Missing);

    internal static readonly Change<Input, Outcome> Door = new("slots.resize", "加减号", Rights.Publish, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Session>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var pool = (await work.Db.FindAsync<Pool>([input.Id], ct))!;
        var resized = await Resizing.Resize(work, pool, input.Capacity, ct);
        if (resized.Refusal is { } no)
            return no;
        var session = found.Value;
        await AccessFacts.Changed(work, session, pool, ct);
        var what = $"{session.Title} {Appointments.Appointment.WhenOf(session.StartsAt)}";
        await Breaches.Follow(work, pool, session.Institution, what, $"/slots/{session.Id}", input.Reason.Trim(), ct);
        await PoolDesk.Serve(work, pool, ct);
        return await work.Commit(new Outcome(input.Capacity, resized.Value), ct);
    }
}
