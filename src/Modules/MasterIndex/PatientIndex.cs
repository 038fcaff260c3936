namespace Yihe.MasterIndex;

/// <summary>The door to the index (居民主索引): a source says whom it treats, and learns which resident that is, if anybody can tell yet.</summary>
public static class PatientIndex
{
    private const int MostEach = 300;

    /// <summary>What lets a system or a person hand in records of a source.</summary>
    public static readonly Permission Push = new("record.push", "上传档案（FHIR）", Clinical: true);

    /// <summary>
    /// Takes in what the actor's institution says of a patient, inside the caller's work: links it, registers somebody new, or puts it to a person.
    /// The same number of the same system again is the same record, with what is said now. Null: not known yet, a person decides.
    /// </summary>
    public static async Task<ResidentId?> Take(Work work, string system, Statement statement, CancellationToken ct) =>
        (await Record(work, system, statement, ct)).Resident;

    /// <summary>
    /// A system gave up one of its numbers for another: who is not known under the one is the resident known under the other; where both are
    /// known and are not the same, a person decides.
    /// </summary>
    public static async Task Join(Work work, string system, (string Gone, string Stays) numbers, CancellationToken ct)
    {
        var vault = work.Platform.Vault;
        if (
            await Known(work, system, SourceRecord.IndexOf(vault, numbers.Gone), ct) is not { } gone
            || await Known(work, system, SourceRecord.IndexOf(vault, numbers.Stays), ct) is not { Resident: { } resident }
            || gone.Resident is { } other && await OnePerson.Standing(work, other, ct) == await OnePerson.Standing(work, resident, ct)
        )
            return;
        if (gone.Resident is null)
            gone.LinkTo(resident);
        else
            gone.Ask(await OfficeOf(work, gone, ct), "来源把这个患者号并入了另一位居民的患者号");
        await Moved(work, gone, gone.Resident is null ? SourceMove.Doubt : SourceMove.Link, ct);
    }

    /// <summary>That was taken back: a person decides whom the number given up means.</summary>
    public static async Task Part(Work work, InstitutionId source, (string System, string Number) of, CancellationToken ct)
    {
        var index = SourceRecord.IndexOf(work.Platform.Vault, of.Number);
        if (
            await work
                .Db.Set<SourceRecord>()
                .FirstOrDefaultAsync(r => r.Source == source && r.System == of.System && r.NumberIndex == index, ct)
            is not { State: SourceState.Linked } record
        )
            return;
        record.Ask(await OfficeOf(work, record, ct), "来源的患者号合并撤销了，请重新认定");
        await Moved(work, record, SourceMove.Doubt, ct);
    }

    /// <summary>Whom a record means now, and what its source calls them: for those who keep what came under it.</summary>
    public static async Task<(InstitutionId Source, string System, string Number, ResidentId? Resident)> Whose(
        Work work,
        Guid record,
        CancellationToken ct
    ) =>
        await work.Db.FindAsync<SourceRecord>([record], ct) is { } found
            ? (found.Source, found.System, found.Statement(work.Platform.Vault).Number, found.Resident)
            : default;

    /// <summary>The kind of number another system means by its name for it.</summary>
    public static string KindOf(Platform platform, string? system) => IdentifierKind.OfSystem(platform, system).Kind;

    internal static async Task<SourceRecord> Record(Work work, string system, Statement statement, CancellationToken ct)
    {
        var (vault, said) = (work.Platform.Vault, Tidy(work, statement));
        var index = SourceRecord.IndexOf(vault, said.Number);
        var record = await Known(work, system, index, ct);
        var before = record?.Statement(vault);
        if (record is not null && JsonText.Write(before) == JsonText.Write(said))
            return record; // the same once more
        if (record is null)
            await SourceFlow.Table.Enter(work, record = New(work, system, index), ct);
        record.Say(vault, said);
        if (record.State == SourceState.Linked && before!.IsOfSamePersonAs(said))
            return record; // moved house or has another phone; whoever linked it need not look again
        if (before is not null)
            await work.Db.Set<SourceIdentifier>().Where(i => i.Record == record.Id).ExecuteDeleteAsync(ct);
        work.Db.AddRange(SourceIdentifier.Of(work.Platform, record.Id, said));
        await Settle(work, record, said, ct);
        return record;
    }

    private static async Task<SourceRecord?> Known(Work work, string system, string index, CancellationToken ct)
    {
        var (own, records) = (work.Actor.Institution, work.Db.Set<SourceRecord>());
        return records.Local.FirstOrDefault(r => r.Source == own && r.System == system && r.NumberIndex == index)
            ?? await records.FirstOrDefaultAsync(r => r.Source == own && r.System == system && r.NumberIndex == index, ct);
    }

    private static SourceRecord New(Work work, string system, string index) =>
        work.Add(
            new SourceRecord
            {
                Id = work.NewId(),
                Source = work.Actor.Institution,
                System = system,
                NumberIndex = index,
                At = work.Now,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            }
        );

    private static async Task Settle(Work work, SourceRecord record, Statement said, CancellationToken ct)
    {
        var judged = await Judge(work, record.Id, said, await Comparing.Of(work, ct), ct);
        if (!await Stands(work, record, judged, ct))
            await Apply(work, record, (said, judged), ct);
    }

    internal static async Task<Judgement> Judge(Work work, Guid record, Statement said, Comparing.Learned learned, CancellationToken ct) =>
        Judgement.Of(said, said.IdentityNumber(work.Platform, work.Today), await Candidates(work, record, said, learned, ct), learned);

    /// <summary>What is linked is linked rightly.</summary>
    internal static async Task<bool> Stands(Work work, SourceRecord record, Judgement judged, CancellationToken ct) =>
        record.State == SourceState.Linked && (judged.IsNew || await IsLinked(work, record, judged, ct));

    internal static async Task Apply(Work work, SourceRecord record, (Statement Said, Judgement Judged) of, CancellationToken ct)
    {
        var (said, judged) = of;
        if (judged.IsNew)
            record.LinkTo(await Register(work, said, said.IdentityNumber(work.Platform, work.Today)!.Value, record.Source, ct));
        else if (judged.Same is { } same && record.State != SourceState.Linked)
            record.LinkTo(same);
        else
            record.Ask(await OfficeOf(work, record, ct), judged.Why.Length > 0 ? judged.Why : "更正后像是另一位居民");
        await Moved(work, record, record.Resident is null ? SourceMove.Doubt : SourceMove.Link, ct);
    }

    private static async Task Moved(Work work, SourceRecord record, SourceMove move, CancellationToken ct)
    {
        if (record.Version > 0)
            work.Publish(new SourceSettled(record.Id)); // a new one has nothing under it yet
        if (await SourceFlow.Table.Make(work, record, move, ct) is { } illegal)
            throw new InvalidOperationException($"a source record cannot {move}: {illegal.Code}");
    }

    private static async Task<bool> IsLinked(Work work, SourceRecord record, Judgement judged, CancellationToken ct) =>
        judged.Same is { } same
        && record.Resident is { } linked
        && await OnePerson.Standing(work, same, ct) == await OnePerson.Standing(work, linked, ct);

    internal static Task<ResidentId> Register(Work work, Statement said, IdentityNumber number, InstitutionId at, CancellationToken ct) =>
        ResidentIndex.Register(
            work,
            said.Name!,
            number,
            (PhoneNumber.Parse(said.Phone) is { Refusal: null } phone ? phone.Value : null, said.Address),
            at,
            ct
        );

    /// <summary>Whom a record may mean, the likeliest first; those somebody said it does not mean are left out.</summary>
    internal static async Task<IReadOnlyList<Candidate>> Candidates(
        Work work,
        Guid record,
        Statement said,
        Comparing.Learned learned,
        CancellationToken ct
    )
    {
        var number = said.IdentityNumber(work.Platform, work.Today)?.Value;
        var hints = new ResidentHints(number, said.HealthCode, said.Name, said.BirthDate, said.Phone);
        var named = await Named(work, record, said, ct);
        var excluded = await work
            .Db.Set<Exclusion>()
            .Where(e => e.Record == record && e.EndedAt == null)
            .Select(e => e.Resident)
            .ToListAsync(ct);
        var alike = (await ResidentIndex.Alike(work, hints, MostEach, ct)).Where(r => !excluded.Contains(r.Id)).ToList();
        foreach (var id in named.Except(alike.Select(r => r.Id)).Except(excluded))
            if (await ResidentIndex.Find(work, id, ct) is { } resident)
                alike.Add(resident);
        if (alike.Count == 0)
            return [];
        var weighed = learned.Yardstick.Weigh(said.Texts(work.Platform, work.Today), [.. alike.Select(Comparing.Texts)]);
        return
        [
            .. alike
                .Select(
                    (r, i) => new Candidate(r, weighed[i], named.Contains(r.Id) || (said.HealthCode is { } code && code == r.HealthCode))
                )
                .OrderByDescending(c => c.Weighed.SameNumber || c.IsNamed)
                .ThenByDescending(c => c.Weighed.Probability)
                .ThenBy(c => c.Resident.HealthCode, StringComparer.Ordinal),
        ];
    }

    /// <summary>The residents whom other records with one of these numbers are linked to.</summary>
    private static async Task<HashSet<ResidentId>> Named(Work work, Guid record, Statement said, CancellationToken ct)
    {
        var found = new HashSet<ResidentId>();
        foreach (var given in SourceIdentifier.Of(work.Platform, record, said))
        {
            var others =
                from identifier in work.Db.Set<SourceIdentifier>()
                join other in work.Db.Set<SourceRecord>() on identifier.Record equals other.Id
                where identifier.Kind == given.Kind && identifier.Value == given.Value && other.Id != record && other.Resident != null
                select other.Resident!.Value;
            found.UnionWith(await others.Distinct().Take(MostEach).ToListAsync(ct));
        }
        return found;
    }

    /// <summary>Where somebody keeps the index: at the source itself, else at another institution.</summary>
    internal static async Task<InstitutionId> OfficeOf(Work work, SourceRecord record, CancellationToken ct) =>
        await AccountDirectory.OfficeFor(work, Rights.Review, ct, work.Actor.IsPlatform ? record.Source : null) ?? record.Source;

    /// <summary>Texts without stray blanks, numbers as they are compared; nothing is lost that means anything.</summary>
    private static Statement Tidy(Work work, Statement said) =>
        said with
        {
            Number = said.Number.Trim(),
            Name = Statement.Plain(said.Name),
            Phone = PhoneNumber.Parse(said.Phone) is { Refusal: null } phone ? phone.Value.Value : Statement.Plain(said.Phone),
            Address = Statement.Plain(said.Address),
            Mother = Statement.Plain(said.Mother),
            Identifiers =
            [
                .. said
                    .Identifiers.Select(i => i with { Value = TidyNumber(work, i) })
                    .Where(i => i.Value.Length > 0)
                    .OrderBy(i => i.Kind, StringComparer.Ordinal)
                    .ThenBy(i => i.Value, StringComparer.Ordinal),
            ],
        };

    private static string TidyNumber(Work work, Identifier given)
    {
        var plain = Statement.Squeezed(given.Value);
        return
            IdentifierKind.Named(work.Platform, given.Kind)?.IsCitizens == true
            && IdentityNumber.Parse(plain, work.Today) is { Refusal: null } number
            ? number.Value.Value
            : plain;
    }
}
