namespace Yihe.Joining;

/// <summary>The ways in that one has a part in or oversees, the newest first; on a day, those asked for by then and how they stood at its end.</summary>
internal static class ListJoinings
{
    private const int Most = 200;

    internal sealed record Input([property: Display(Name = "截至日期")] DateOnly? AsOf = null);

    internal sealed record Line(
        Guid Id,
        string Number,
        string Name,
        string? Zone,
        string Lead,
        DateTimeOffset At,
        JoiningState State,
        string Stands
    );

    /// <param name="Refusal">why one's own institution may not ask to come in; null where it may</param>
    internal sealed record Outcome(Rows<Line> Rows, Refusal? Refusal);

    internal static readonly Look<Input, Outcome> Door = new("joining.list", "查看加入申请", Rights.ReadJoinings, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var all = await InstitutionDirectory.All(work, ct);
        var until = input.AsOf is { } day && day < work.Today ? day.AddDays(1).Start() : work.Now;
        var asked = work.Db.Set<Joining>().AsNoTracking().Where(j => j.At <= until);
        var newest = await asked.OrderByDescending(j => j.Id).Take(Most).ToListAsync(ct);
        var shown = newest.Where(work.Reach.Covers).ToList();
        var stood = await StoodAt(work, shown, until, ct);
        var lines = shown.Select(j => new Line(
            j.Id,
            j.Number,
            j.Name,
            j.Zone,
            NameOf(all, j.Lead),
            j.At,
            stood[j.Id].State,
            Words(work, j, stood[j.Id])
        ));
        var may = ApplyToJoin.Refuses(
            work.Platform.Blueprints.At<OrganizationSection>(work.Now),
            all.First(i => i.Id == work.Actor.Institution)
        );
        return new Outcome(new Rows<Line>([.. lines]), may);
    }

    internal static string NameOf(IReadOnlyList<InstitutionCard> all, InstitutionId id) => all.First(i => i.Id == id).ShortName;

    /// <summary>How each stood at a moment: the state its moves up to then had led to, and the step its approvals had.</summary>
    private static async Task<Dictionary<Guid, (JoiningState State, int Step)>> StoodAt(
        Work work,
        List<Joining> joinings,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        var ids = joinings.ConvertAll(j => j.Id);
        var acts = work.Db.Set<Act>().AsNoTracking().Where(a => ids.Contains(a.EntityId!.Value) && a.Move != null && a.At <= until);
        var moves = (await acts.OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(ct))
            .Where(a => a.Outcome == ActOutcome.Done)
            .ToLookup(a => a.EntityId!.Value);
        var approvals = (await work.Db.Set<Approval>().AsNoTracking().Where(a => ids.Contains(a.Joining)).ToListAsync(ct)).ToLookup(a =>
            a.Joining
        );
        IFlow flow = JoiningFlow.Table;
        return joinings.ToDictionary(
            j => j.Id,
            j =>
                (
                    Enum.Parse<JoiningState>(moves[j.Id].Aggregate(flow.Start, (state, act) => flow.Next(state, act.Move!) ?? state)),
                    approvals[j.Id].GroupBy(a => a.Step).Count(s => s.All(a => a.DecidedAt <= until))
                )
        );
    }

    private static string Words(Work work, Joining j, (JoiningState State, int Step) stood) =>
        stood.State == JoiningState.Deciding
            ? work.Platform.Blueprints.Of<OrganizationSection>(j.Blueprint).Joining!.Steps[stood.Step].Words
        : stood.State is JoiningState.Refused or JoiningState.Withdrawn ? j.EndedFor ?? ""
        : "";
}

/// <summary>One way in: its steps, who approved or is asked, what one may do now.</summary>
internal static class ShowJoining
{
    internal sealed record Input(Guid Id);

    internal sealed record Line(Approval Approval, string By, string? Person);

    /// <param name="Who">whose approval it needs</param>
    internal sealed record Step(string Words, string Who, string Source, IReadOnlyList<Line> Approvals);

    internal sealed record Outcome(
        Joining Joining,
        string Lead,
        string Consortium,
        IReadOnlyList<Step> Steps,
        IReadOnlyList<Offer<JoiningMove>> Offers,
        Approval? Mine
    );

    internal static readonly Look<Input, Outcome> Door = new("joining.show", "查看加入申请", Rights.ReadJoinings, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (joining, refusal) = await work.Find<Joining>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var all = await InstitutionDirectory.All(work, ct);
        var approvals = await Approval.Of(work, joining.Id, ct);
        var people = await AccountDirectory.NamesOf(work, [.. approvals.Select(a => a.DecidedBy).OfType<AccountId>()], ct);
        var section = work.Platform.Blueprints.Of<OrganizationSection>(joining.Blueprint);
        return new Outcome(
            joining,
            ListJoinings.NameOf(all, joining.Lead),
            section.NameOf(joining.Consortium),
            [
                .. section.Joining!.Steps.Select(
                    (s, i) =>
                        new Step(
                            s.Words,
                            string.Join("、", s.Approvals.Select(Asked)),
                            s.Source,
                            [.. approvals.Where(a => a.Step == i).Select(LineOf)]
                        )
                ),
            ],
            JoiningFlow.Table.Offers(joining, work.Actor),
            approvals.Find(a => ApprovalFlow.Table.Allows(a, ApprovalMove.Approve, work.Actor))
        );

        string Asked(JoiningApproval a) =>
            all.FirstOrDefault(i => a.Institution is null ? i.Id == joining.Lead : i.Code == a.Institution)?.ShortName ?? a.Words;

        Line LineOf(Approval a) =>
            new(a, ListJoinings.NameOf(all, a.By), a.DecidedBy is { } person ? people.GetValueOrDefault(person) : null);
    }
}
