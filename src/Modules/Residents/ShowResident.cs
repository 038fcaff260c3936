using Yihe.Residents.Visits;

namespace Yihe.Residents;

/// <summary>One resident's page: who they are and their encounters that the looker's institutions had part in.</summary>
internal static class ShowResident
{
    internal sealed record Input(ResidentId Id);

    /// <param name="AtMine">the looker's own institution cares for the person, so there is something to do here</param>
    internal sealed record Outcome(ResidentCard Resident, bool AtMine, IReadOnlyList<EncounterLine> Encounters);

    internal sealed record EncounterLine(
        Guid Id,
        string Institution,
        EncounterKind Kind,
        DateTimeOffset At,
        DateTimeOffset? ClosedAt,
        string Diagnoses,
        string? Complaint,
        string? Signs,
        IReadOnlyList<SignFlag> Flags,
        string? OutcomeWords
    )
    {
        internal string KindWords =>
            Kind switch
            {
                EncounterKind.Outpatient => "门诊",
                EncounterKind.Emergency => "急诊",
                EncounterKind.Inpatient => "住院",
            };
    }

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Look<Input, Outcome>("resident.show", "查看居民", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Load(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var resident = found.Value;
        var card = await ResidentDirectory.CardOf(work, resident, ct);
        work.Purpose = "care";
        var mine = await ResidentDirectory.CaresFor(work, resident.Id, ct);
        return await work.Look(new Outcome(card, mine, await Lines(work, resident.Id, ct)), ct);
    }

    private static async Task<List<EncounterLine>> Lines(Work work, ResidentId id, CancellationToken ct)
    {
        var institutions = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var encounters = await work
            .Db.Set<Encounter>()
            .AsNoTracking()
            .Where(e => e.Resident == id)
            .OrderByDescending(e => e.OpenedAt)
            .Take(50)
            .ToListAsync(ct);
        var ids = encounters.Select(e => e.Id).ToList();
        var notes = await work.Db.Set<VisitNote>().AsNoTracking().Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, ct);
        return
        [
            .. from e in encounters
            let note = notes.GetValueOrDefault(e.Id)
            select new EncounterLine(
                e.Id,
                institutions[e.Institution],
                e.Kind,
                e.OpenedAt,
                e.ClosedAt,
                string.Join('；', e.Diagnoses),
                note?.Complaint,
                note?.Signs,
                FlagsOf(work, note),
                WordsOf(e.Outcome)
            ),
        ];
    }

    private static IReadOnlyList<SignFlag> FlagsOf(Work work, VisitNote? note) =>
        note is null ? [] : SignLimits.Of(work.Platform).Flags(note.Pressure, note.Glucose, note.Temperature);

    private static string? WordsOf(string? outcome) =>
        outcome switch
        {
            null => null,
            "home" => "回家观察",
            "refer" => "转上级",
            "ask" => "先问上级",
            "step-down" => "下转",
            "concluded" => "已办结",
            "givenUp" => "患者放弃",
            _ => outcome,
        };
}
