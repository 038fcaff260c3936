using System.ComponentModel.DataAnnotations;
using Yihe.Access.Allotments;
using Yihe.Kernel.Pools;

namespace Yihe.Access.Appointments;

/// <summary>What every move of an appointment answers.</summary>
internal sealed record MovedAppointment(Guid Id, string State, string Words);

/// <summary>The moves of an appointment that need little more than a click.</summary>
internal static class MoveAppointment
{
    /// <summary>Finds it, makes the move, gives the time back where nobody will use it, and tells those who care.</summary>
    internal static async Task<Result<Appointment>> Make(
        Work work,
        Guid id,
        AppointmentMove move,
        CancellationToken ct,
        Action<Appointment>? apply = null
    )
    {
        var found = await work.Find<Appointment>(id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var appointment = found.Value;
        var flow = AppointmentFlow.Of(appointment);
        if (flow.Refuses(appointment, move, work.Actor) is { } illegal)
            return illegal;
        apply?.Invoke(appointment);
        if (move == AppointmentMove.Refuse)
            await SayNext(work, appointment, ct);
        await flow.Make(work, appointment, move, ct);
        if (move is AppointmentMove.Cancel or AppointmentMove.Rebook or AppointmentMove.Refuse)
            await PoolDesk.GiveBack(work, appointment.Unit, appointment.Id, ct);
        if (!appointment.IsLive)
            await ResidentDirectory.Unrelate(
                work,
                appointment.Id,
                TimeSpan.FromHours(work.Platform.Blueprints.Of<AccessSection>(appointment.Blueprint).AfterlookHours),
                ct
            );
        if (move is AppointmentMove.Cancel or AppointmentMove.Rebook)
            Allotted.Tell(work, appointment);
        work.Publish(new AppointmentMoved(appointment.Id, move.ToString()));
        return appointment;
    }

    /// <summary>Beside the reason stands the next time that may be had, so that one click finds the patient another.</summary>
    private static async Task SayNext(Work work, Appointment a, CancellationToken ct)
    {
        a.RefusedAt = work.Now;
        var next = (await SlotDesk.Offers(work, [a.To], a.From, a.Department, ct)).FirstOrDefault(o => o.Key != a.Session.ToString());
        a.LastReason = next.Value is null ? a.LastReason : $"{a.LastReason}；最近可约：{next.Value}";
    }

    internal static async Task<Result<MovedAppointment>> Commit(Work work, Result<Appointment> moved, CancellationToken ct) =>
        moved.Refusal is { } refusal
            ? refusal
            : await work.Commit(
                new MovedAppointment(moved.Value.Id, moved.Value.Stands, AppointmentFlow.Of(moved.Value)[moved.Value.State].Words),
                ct
            );
}

/// <summary>The patient is here.</summary>
internal static class AttendAppointment
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, MovedAppointment> Door = new(
        "appointment.attend",
        "到诊登记",
        Rights.Act,
        async (work, input, ct) =>
            await MoveAppointment.Commit(work, await MoveAppointment.Make(work, input.Id, AppointmentMove.Attend, ct), ct)
    );
}

/// <summary>The patient did not come (爽约).</summary>
internal static class MissAppointment
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, MovedAppointment> Door = new("appointment.miss", "登记爽约", Rights.Act, Run);

    private static async Task<Result<MovedAppointment>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Appointment>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (work.Now < found.Value.StartsAt)
            return Refusal.Conflict("not-yet", $"预约时间是{found.Value.When}，还没有到，不能登记爽约");
        return await MoveAppointment.Commit(work, await MoveAppointment.Make(work, input.Id, AppointmentMove.Miss, ct), ct);
    }
}

/// <summary>Gives the time back, with a reason.</summary>
internal static class CancelAppointment
{
    internal sealed record Input(Guid Id, [property: Display(Name = "取消原因"), Needed("请选择取消原因")] string Reason);

    internal static readonly Change<Input, MovedAppointment> Door = new("appointment.cancel", "取消预约", Rights.Act, Run);

    private static async Task<Result<MovedAppointment>> Run(Work work, Input input, CancellationToken ct)
    {
        var reasons = work.Platform.Blueprints.At<AccessSection>(work.Now).CancelReasons;
        if (!reasons.TryGetValue(input.Reason, out var words))
            return Refusal.Invalid("reason", $"请从原因中选择：{string.Join("、", reasons.Values)}");
        work.ReasonCode = input.Reason;
        return await MoveAppointment.Commit(
            work,
            await MoveAppointment.Make(work, input.Id, AppointmentMove.Cancel, ct, a => a.LastReason = words),
            ct
        );
    }
}
