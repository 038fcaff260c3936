namespace Yihe.MasterIndex;

/// <summary>A source record as it is shown: numbers masked.</summary>
internal sealed record SourceCard(
    Guid Id,
    int Version,
    SourceState State,
    string Institution,
    string System,
    string Number,
    string? Name,
    string? SexWords,
    DateOnly? BirthDate,
    string? Phone,
    string? Address,
    string? Mother,
    IReadOnlyList<IdentifierLine> Identifiers,
    string? IdentityMasked,
    ResidentId? Resident,
    string? Why,
    DateTimeOffset At
)
{
    internal static SourceCard Of(Work work, SourceRecord r, string institution)
    {
        var said = r.Statement(work.Platform.Vault);
        return new(
            r.Id,
            r.Version,
            r.State,
            institution,
            r.System,
            Masked(said.Number),
            said.Name,
            said.Sex is { } sex ? Comparing.Of(sex) : null,
            said.BirthDate,
            said.Phone is { } phone ? Mask.Phone(phone) : null,
            said.Address,
            said.Mother is { } mother ? Masked(mother) : null,
            [.. said.Identifiers.Select(i => IdentifierLine.Of(work.Platform, i))],
            said.IdentityNumber(work.Platform, work.Today) is { } identity ? Mask.Identity(identity.Value) : null,
            r.Resident,
            r.Why,
            r.At
        );
    }

    private static string Masked(string number) => number.Length < 5 ? number : $"{new string('*', number.Length - 4)}{number[^4..]}";
}

/// <summary>One of its numbers, masked, with the days it holds.</summary>
internal sealed record IdentifierLine(string Title, string Masked, DateOnly? From, DateOnly? Until)
{
    internal static IdentifierLine Of(Platform platform, Identifier i) =>
        new(
            IdentifierKind.Named(platform, i.Kind)?.Title ?? i.Kind,
            i.Value.Length < 11
                ? $"{new string('*', Math.Max(0, i.Value.Length - 3))}{i.Value[^Math.Min(3, i.Value.Length)..]}"
                : Mask.Identity(i.Value),
            i.From,
            i.Until
        );
}

/// <summary>A resident it may mean, beside it: what each field says, and what all of it comes to.</summary>
internal sealed record CandidateCard(
    ResidentId Id,
    string HealthCode,
    string Name,
    string SexWords,
    DateOnly BirthDate,
    string IdentityMasked,
    string? PhoneMasked,
    string? Address,
    int Percent,
    bool IsNamed,
    IReadOnlyList<FieldSaid> Said
)
{
    internal static CandidateCard Of(Candidate c) =>
        new(
            c.Resident.Id,
            c.Resident.HealthCode,
            c.Resident.Name,
            Comparing.Of(c.Resident.Sex),
            c.Resident.BirthDate,
            Mask.Identity(c.Resident.IdentityNumber),
            c.Resident.Phone is { } phone ? Mask.Phone(phone) : null,
            c.Resident.Address,
            (int)(c.Weighed.Probability * 100),
            c.IsNamed,
            c.Weighed.Said
        );
}

/// <summary>One source record beside the residents it may mean; a look at each of them.</summary>
internal static class ShowSource
{
    private const int Most = 5;

    /// <summary>Less likely ones are not worth a look, unless a number is theirs.</summary>
    private const double Least = 0.01;

    internal sealed record Input(Guid Id);

    /// <param name="MayRegister">it says enough to register somebody new by</param>
    internal sealed record Outcome(SourceCard Record, IReadOnlyList<CandidateCard> Candidates, bool MayRegister);

    internal static readonly Look<Input, Outcome> Door = new("source.show", "查看来源记录", Rights.Review, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await work.Find<SourceRecord>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var said = record.Statement(work.Platform.Vault);
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var shown = (await Shown(work, record, said, ct)).ToList();
        var number = said.IdentityNumber(work.Platform, work.Today);
        var may =
            record.State == SourceState.Waiting && number is not null && said.Name is not null && !shown.Any(c => c.Weighed.SameNumber);
        (work.Purpose, work.Persons) = ("index", Math.Max(1, shown.Count));
        var card = SourceCard.Of(work, record, names.GetValueOrDefault(record.Source, ""));
        return await work.Look(new Outcome(card, [.. shown.Select(CandidateCard.Of)], may), ct);
    }

    private static async Task<IEnumerable<Candidate>> Shown(Work work, SourceRecord record, Statement said, CancellationToken ct)
    {
        var all = await PatientIndex.Candidates(work, record.Id, said, await Comparing.Of(work, ct), ct);
        return record.Resident is { } linked
            ? all.Where(c => c.Resident.Id == linked)
            : Candidate.Persons(all).Where(c => c.IsNamed || c.Weighed.SameNumber || c.Weighed.Probability >= Least).Take(Most);
    }
}
