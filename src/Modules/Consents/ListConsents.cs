namespace Yihe.Consents;

/// <summary>A consent as it is shown: what for, to whom, how it was given, whether it holds.</summary>
internal sealed record ConsentLine(
    Guid Id,
    int Version,
    Purpose Purpose,
    string Title,
    string Where,
    DateTimeOffset At,
    string By,
    string StateWords,
    Tone Tone,
    DateTimeOffset? EndedAt,
    bool Holds
);

/// <summary>A purpose with what is said of it.</summary>
/// <param name="ForInstitutions">it is asked for one of them or for all</param>
/// <param name="AsksAgain">it was consented to in other words before</param>
internal sealed record PurposeLine(
    Purpose Purpose,
    ConsentText Text,
    bool ForInstitutions,
    bool AsksAgain,
    IReadOnlyList<ConsentLine> Given
);

/// <summary>All that a person can consent to, and did.</summary>
/// <param name="NotTheirs">why the reader cannot decide here; null where they can</param>
internal sealed record ConsentBook(
    ResidentCard Person,
    string? NotTheirs,
    IReadOnlyList<PurposeLine> Purposes,
    IReadOnlyList<ConsentLine> Past,
    IReadOnlyList<KeyValuePair<string, string>> Institutions
)
{
    internal static async Task<ConsentBook> Of(Work work, ResidentCard person, string? notTheirs, CancellationToken ct)
    {
        var ids = await OnePerson.Ids(work, person.Id, ct);
        var all = await work
            .Db.Set<Consent>()
            .AsNoTracking()
            .Where(c => ids.Contains(c.Resident))
            .OrderByDescending(c => c.Id)
            .ToListAsync(ct);
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var rules = Deciding.RulesOf(work);
        var lines = all.Select(c => LineOf(rules, names, c)).ToList();
        return new(
            person,
            notTheirs,
            [
                .. from purpose in Enum.GetValues<Purpose>()
                let text = rules.TextOf(purpose)
                where text is not null
                let given = lines.Where(l => l.Purpose == purpose && l.Holds).ToList()
                select new PurposeLine(
                    purpose,
                    text,
                    purpose is Purpose.Care or Purpose.Sensitive,
                    given.Count == 0 && all.FirstOrDefault(c => c.Purpose == purpose) is { State: ConsentState.Lapsed },
                    given
                ),
            ],
            [.. lines.Where(l => !l.Holds)],
            [
                .. (await InstitutionDirectory.All(work, ct))
                    .Where(i => i.IsMember)
                    .Select(i => KeyValuePair.Create($"{i.Id}", i.ShortName))
                    .Append(KeyValuePair.Create($"{GiveConsent.AllInstitutions}", "医共体里所有的机构")),
            ]
        );
    }

    private static ConsentLine LineOf(ConsentSection rules, IReadOnlyDictionary<InstitutionId, string> names, Consent c) =>
        new(
            c.Id,
            c.Version,
            c.Purpose,
            rules.TextOf(c.Purpose)?.Title ?? FormWords(c.Purpose),
            c.Institution is { } one ? names.GetValueOrDefault(one, "已退出的机构")
                : c.Purpose is Purpose.Care or Purpose.Sensitive ? "当时的全部成员机构"
                : "",
            c.At,
            c.NotedAt is { } desk
                    ? $"{names.GetValueOrDefault(desk, "窗口")}登记，凭{rules.Evidence.GetValueOrDefault(c.Evidence!, c.Evidence!)}"
                : c.Guardian is not null ? "监护人在手机上同意"
                : "本人在手机上同意",
            ConsentFlow.Table[c.State].Words,
            ConsentFlow.Table[c.State].Tone,
            c.EndedAt,
            c.State == ConsentState.Given
        );

    private static string FormWords(Purpose purpose) => Ui.FormContext.WordsOf(typeof(Purpose), $"{purpose}");
}

/// <summary>A resident's own consents, or those of someone they act for.</summary>
internal static class ListOwnConsents
{
    internal sealed record Input(ResidentId? For = null);

    internal static readonly Look<Input, ConsentBook> Door = new("my.consents", "查看本人的同意", Permission.Self, Run);

    private static async Task<Result<ConsentBook>> Run(Work work, Input input, CancellationToken ct)
    {
        var (person, refusal) = await ResidentDirectory.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        var notTheirs = (await Deciding.Refuses(work, person, ct))?.Message;
        return await work.Look(await ConsentBook.Of(work, person, notTheirs, ct), ct);
    }
}

/// <summary>What a resident before the counter consented to.</summary>
internal static class ListConsents
{
    internal sealed record Input(ResidentId Id);

    internal static readonly Look<Input, ConsentBook> Door = new("consent.list", "查看居民的同意", Rights.Record, Run);

    private static async Task<Result<ConsentBook>> Run(Work work, Input input, CancellationToken ct)
    {
        var (person, refusal) = await ResidentDirectory.Find(work, input.Id, ct);
        if (refusal is not null)
            return refusal;
        (work.Purpose, work.Persons) = ("account", 1);
        return await work.Look(await ConsentBook.Of(work, person, null, ct), ct);
    }
}
