namespace Yihe.Access.Appointments;

/// <summary>The appointments one's institution receives or has booked, by day and state.</summary>
internal static class ListAppointments
{
    private const int PageSize = 50;

    /// <param name="Box"><c>in</c> who comes to us, <c>out</c> whom we booked elsewhere</param>
    /// <param name="Tab">a state, or <c>live</c></param>
    internal sealed record Input(
        string Box = "in",
        string Tab = "live",
        DateOnly? Day = null,
        string? Text = null,
        ResidentId? Resident = null,
        Guid? Id = null,
        [property: Mark] string? After = null
    );

    internal sealed record Line(
        Guid Id,
        string Number,
        int No,
        DateTimeOffset StartsAt,
        string State,
        string StateWords,
        Kernel.Flows.Tone Tone,
        BookingRank Rank,
        ResidentId Resident,
        string Person,
        string PersonDetail,
        string To,
        string From,
        string Department,
        string Title,
        string Doctor,
        string? Room,
        string? LastReason,
        Guid Session,
        IReadOnlyList<string> Moves
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("appointment.list", "查看预约", Rights.Act, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var boxed = Boxed(work, input);
        if (input.Resident is { } resident && await OnePerson.Ids(work, resident, ct) is var ids)
            boxed = boxed.Where(a => ids.Contains(a.Resident));
        var counts = new Dictionary<string, int>();
        foreach (var state in Enum.GetValues<AppointmentState>())
            counts[Shape.JsonName(state.ToString())] = await boxed.Where(a => a.State == state).CountSome(ct);
        var rows = await After(InTab(boxed, input.Tab), input.After)
            .OrderBy(a => a.StartsAt)
            .ThenBy(a => a.Id)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        var page = rows.Take(PageSize).ToList();
        var next = rows.Count > PageSize ? $"{new PageMark(page[^1].StartsAt, page[^1].Id)}" : null;
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        return await work.Look(new Rows<Line>([.. page.Select(a => Of(a, names, work.Actor))], next, counts), ct);
    }

    private static IQueryable<Appointment> Boxed(Work work, Input input)
    {
        var reach = work.Reach;
        var all = work.Db.Set<Appointment>().AsNoTracking();
        if (input.Id is { } id)
            return all.Where(a => a.Id == id && (reach.All || reach.Institutions.Contains(a.To) || reach.Institutions.Contains(a.From)));
        all =
            input.Box == "out"
                ? all.Where(a => reach.All || reach.Institutions.Contains(a.From))
                : all.Where(a => reach.All || reach.Institutions.Contains(a.To));
        if (input.Day is { } day)
        {
            var (from, to) = (day.Start(), day.AddDays(1).Start());
            all = all.Where(a => a.StartsAt >= from && a.StartsAt < to);
        }
        return input.Text is { Length: > 0 } text ? Named(all, text) : all;
    }

    /// <summary>By number, or by how the name begins; naming every state lets the index of side, state and name be read in any tab.</summary>
    private static IQueryable<Appointment> Named(IQueryable<Appointment> appointments, string text)
    {
        if (text.Any(char.IsAsciiDigit))
            return appointments.Where(a => a.Number == text);
        var (states, end) = (Enum.GetValues<AppointmentState>(), Prefix.End(text));
        return appointments.Where(a =>
            states.Contains(a.State) && string.Compare(a.Person, text) >= 0 && string.Compare(a.Person, end) < 0
        );
    }

    private static IQueryable<Appointment> InTab(IQueryable<Appointment> appointments, string tab) =>
        tab == "all" ? appointments
        : Enum.TryParse<AppointmentState>(tab, ignoreCase: true, out var state) ? appointments.Where(a => a.State == state)
        : appointments.Where(Appointment.Open);

    private static IQueryable<Appointment> After(IQueryable<Appointment> appointments, string? after)
    {
        if (PageMark.Read(after) is not ({ } when, var last))
            return appointments;
        return appointments.Where(a => a.StartsAt > when || (a.StartsAt == when && a.Id.CompareTo(last) > 0));
    }

    private static Line Of(Appointment a, Dictionary<InstitutionId, string> names, Actor actor)
    {
        var flow = AppointmentFlow.Of(a);
        return new(
            a.Id,
            a.Number,
            a.No,
            a.StartsAt,
            Shape.JsonName(a.State.ToString()),
            flow[a.State].Words,
            flow[a.State].Tone,
            a.Rank,
            a.Resident,
            a.Person,
            a.PersonDetail,
            names[a.To],
            names[a.From],
            a.Department,
            a.Title,
            a.Doctor,
            a.Room,
            a.LastReason,
            a.Session,
            [.. flow.Offers(a, actor).Where(o => o.Allowed).Select(o => o.Move.ToString())]
        );
    }
}
