namespace Yihe.Hl7;

/// <summary>The messages that could not be taken, the oldest first; nothing of what they say about people.</summary>
internal static class ListMessages
{
    private const int PageSize = 20;

    /// <param name="Tab">a state</param>
    internal sealed record Input(FailedState Tab = FailedState.Waiting, [property: Mark] string? After = null);

    internal sealed record Line(
        Guid Id,
        int Version,
        string Institution,
        string Application,
        string ControlId,
        string Trigger,
        string Where,
        string Why,
        int Tries,
        DateTimeOffset At,
        FailedState State,
        string? Reason
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("message.list", "查看未收下的来文", Rights.Mend, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (reach, messages) = (work.Reach, work.Db.Set<FailedMessage>().AsNoTracking());
        if (!reach.All)
            messages = messages.Where(m => reach.Institutions.Contains(m.Institution));
        var counts = new Dictionary<string, int>();
        foreach (var state in Enum.GetValues<FailedState>())
            counts[Shape.JsonName(state.ToString())] = await messages.Where(m => m.State == state).CountSome(ct);
        var page = messages.Where(m => m.State == input.Tab);
        if (PageMark.Read(input.After) is { Id: var after })
            page = page.Where(m => m.Id > after);
        var found = await page.OrderBy(m => m.Id).Take(PageSize + 1).ToListAsync(ct);
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var lines = found.Take(PageSize).Select(m => LineOf(m, names.GetValueOrDefault(m.Institution, ""))).ToList();
        return new Rows<Line>(lines, found.Count > PageSize ? $"{new PageMark(lines[^1].At, lines[^1].Id)}" : null, counts);
    }

    internal static Line LineOf(FailedMessage m, string institution) =>
        new(m.Id, m.Version, institution, m.Application, m.ControlId, m.Trigger, m.Where, m.Why, m.Tries, m.At, m.State, m.Reason);
}

/// <summary>One of them, for whoever is to mend it.</summary>
internal static class ShowMessage
{
    internal sealed record Input(Guid Id);

    internal static readonly Look<Input, ListMessages.Line> Door = new("message.show", "查看未收下的一条来文", Rights.Mend, Run);

    private static async Task<Result<ListMessages.Line>> Run(Work work, Input input, CancellationToken ct)
    {
        var (message, refusal) = await work.Find<FailedMessage>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var names = await InstitutionDirectory.NamesIn(work, ct);
        return ListMessages.LineOf(message, names.GetValueOrDefault(message.Institution, ""));
    }
}
