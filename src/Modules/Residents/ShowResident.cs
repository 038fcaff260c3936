using Yihe.Residents.Sensitive;

namespace Yihe.Residents;

/// <summary>One resident's page: who they are and their encounters that the looker's institutions had part in.</summary>
internal static class ShowResident
{
    internal sealed record Input(ResidentId Id);

    /// <param name="AtMine">the looker's own institution cares for the person, so there is something to do here</param>
    /// <param name="Merged">health codes of those merged into this one</param>
    internal sealed record Outcome(
        ResidentCard Resident,
        bool AtMine,
        IReadOnlyList<EncounterLine> Encounters,
        IReadOnlyList<string> Merged
    );

    /// <param name="isClosed">it tells of what is not open to the looker: that there was a visit is all they see</param>
    internal sealed class EncounterLine(Encounter e, VisitNote? note, string institution, IReadOnlyList<SignFlag> flags, bool isClosed)
    {
        public bool IsClosed => isClosed;
        public Guid Id => e.Id;
        public string Institution => institution;
        public string? Village => e.Village;
        public EncounterKind Kind => e.Kind;
        public DateTimeOffset At => e.OpenedAt;
        public DateTimeOffset? ClosedAt => e.ClosedAt;
        public string Diagnoses => isClosed ? SensitiveRule.Closed : string.Join('；', e.Diagnoses);
        public string? Complaint => isClosed ? null : note?.Complaint;
        public string? Signs => isClosed ? null : note?.Signs;
        public IReadOnlyList<SignFlag> Flags => isClosed ? [] : flags;
        public string? OutcomeWords => isClosed ? null : WordsOf(e.Outcome);
    }

    internal static readonly Look<Input, Outcome> Door = new("resident.show", "查看居民", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Load(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var resident = found.Value;
        var card = await ResidentDirectory.CardOf(work, resident, ct);
        work.Purpose = "care";
        var mine = await ResidentDirectory.CaresFor(work, resident.Id, ct);
        var ids = await OnePerson.Ids(work, resident.Id, ct);
        var merged = await work
            .Db.Set<Resident>()
            .Where(r => ids.Contains(r.Id) && r.Id != resident.Id)
            .Select(r => r.HealthCode)
            .Order()
            .ToListAsync(ct);
        return await work.Look(new Outcome(card, mine, await Lines(work, ids, ct), merged), ct);
    }

    private static async Task<List<EncounterLine>> Lines(Work work, IReadOnlyList<ResidentId> ids, CancellationToken ct)
    {
        var institutions = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var encounters = await work
            .Db.Set<Encounter>()
            .AsNoTracking()
            .Where(e => ids.Contains(e.Resident))
            .OrderByDescending(e => e.OpenedAt)
            .Take(50)
            .ToListAsync(ct);
        var visits = encounters.Select(e => e.Id).ToList();
        var sight = await SensitiveRule.Sight(work, ids.Select(i => i.Value), ct);
        var notes = await work.Db.Set<VisitNote>().AsNoTracking().Where(n => visits.Contains(n.Id)).ToDictionaryAsync(n => n.Id, ct);
        return
        [
            .. from e in encounters
            let note = notes.GetValueOrDefault(e.Id)
            select new EncounterLine(
                e,
                note,
                string.Join(" → ", e.Onward.Prepend(e.Institution).Select(i => institutions[i])),
                FlagsOf(work, note),
                sight.Closes(e.Resident.Value, e.Parties, e.Diagnoses.Append(note?.Complaint))
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
            "discharged" => "出院回家",
            "elsewhere" => "转往其他机构",
            "ownWish" => "自动出院",
            "died" => "死亡",
            _ => outcome,
        };
}
