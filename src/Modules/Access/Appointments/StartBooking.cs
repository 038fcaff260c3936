namespace Yihe.Access.Appointments;

/// <summary>Begins to book for a resident: who it is, and what is booked for them already.</summary>
internal static class StartBooking
{
    internal sealed record Input(ResidentId Resident);

    internal sealed record Known(Guid Id, string Number, DateTimeOffset At, string Where);

    internal sealed record Outcome(ResidentCard Resident, IReadOnlyList<Known> Booked);

    internal static readonly Look<Input, Outcome> Door = new("appointment.start", "准备预约", Rights.Book, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var resident = await ResidentDirectory.Find(work, input.Resident, ct);
        if (resident.Refusal is { } unknown)
            return unknown;
        var ids = await OnePerson.Ids(work, resident.Value.Id, ct);
        var live = await work
            .Db.Set<Appointment>()
            .AsNoTracking()
            .Where(a => ids.Contains(a.Resident) && a.StartsAt > work.Now)
            .Where(Appointment.Live)
            .OrderBy(a => a.StartsAt)
            .ToListAsync(ct);
        return await work.Look(
            new Outcome(resident.Value, [.. live.Select(a => new Known(a.Id, a.Number, a.StartsAt, $"{a.Department} {a.Doctor}"))]),
            ct
        );
    }
}
