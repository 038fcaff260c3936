namespace Yihe.HealthRecord.Correcting;

internal enum CorrectionState
{
    Asked,
    Corrected,
    Refused,
    Withdrawn,
}

internal enum CorrectionMove
{
    Correct,
    Refuse,
    Withdraw,
}

/// <summary>
/// A resident says that an entry of their record is wrong, and what is right (更正申请). Whoever wrote the entry answers; the entry itself stays as
/// it is and says that it was doubted. QJ-66.
/// </summary>
[Index(nameof(Document), nameof(Id))]
[Index(nameof(Resident), nameof(Id))]
internal sealed class Correction : IMatter<CorrectionState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;

    /// <summary>The entry.</summary>
    public required Guid Document { get; init; }
    public required ResidentId Resident { get; init; }

    /// <summary>Who wrote the entry, and answers.</summary>
    public required InstitutionId Institution { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Blueprint { get; init; }
    public required string Person { get; init; }
    public required string PersonDetail { get; init; }

    /// <summary>The entry as the resident saw it.</summary>
    public required string What { get; init; }
    public required string Wrong { get; init; }
    public required string Right { get; init; }
    public CorrectionState State { get; set; }

    /// <summary>Where the right thing stands now, or why it is not corrected.</summary>
    public string? Answer { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public AccountId? AnsweredBy { get; private set; }
    public Guid Course => Id;
    public Guid? Subject => Resident.Value;
    public Guid? Whose => Resident.Value;
    public IEnumerable<InstitutionId> Parties => [Institution];
    public WorkItemFace Face =>
        new(Id.ToString("N")[^6..].ToUpperInvariant(), Person, PersonDetail, $"{What}：{Wrong}", $"/corrections/{Id}", Urgency.Routine);

    internal void Say(Work work, string answer) => (Answer, AnsweredAt, AnsweredBy) = (answer, work.Now, work.Actor.Account);

    /// <summary>For each of these entries what became of the last doubt; those that nobody doubts are left out.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, string>> WordsFor(
        Work work,
        IReadOnlyList<Guid> documents,
        CancellationToken ct
    ) =>
        (
            await work
                .Db.Set<Correction>()
                .AsNoTracking()
                .Where(c => documents.Contains(c.Document) && c.State != CorrectionState.Withdrawn)
                .OrderBy(c => c.Id)
                .ToListAsync(ct)
        )
            .GroupBy(c => c.Document)
            .ToDictionary(g => g.Key, g => $"本人有异议，{CorrectionFlow.Table[g.Last().State].Words}");
}

/// <summary>A doubt as residents and staff see it.</summary>
/// <param name="DueAt">an answer is due by then, as long as there is none</param>
internal sealed record CorrectionLine(
    Guid Id,
    Guid Entry,
    string What,
    string Wrong,
    string Right,
    DateTimeOffset At,
    string StateWords,
    Tone Tone,
    string? Answer,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? DueAt,
    bool MayWithdraw
)
{
    internal static async Task<IReadOnlyList<CorrectionLine>> Of(Work work, Guid entry, CancellationToken ct) =>
        [.. (await Newest(work).Where(c => c.Document == entry).ToListAsync(ct)).Select(c => Of(work, c))];

    internal static async Task<IReadOnlyList<CorrectionLine>> Of(Work work, IReadOnlyList<Guid> persons, int most, CancellationToken ct)
    {
        var ids = persons.Select(ResidentId.From).ToList();
        return [.. (await Newest(work).Where(c => ids.Contains(c.Resident)).Take(most).ToListAsync(ct)).Select(c => Of(work, c))];
    }

    internal static CorrectionLine Of(Work work, Correction c) =>
        new(
            c.Id,
            c.Document,
            c.What,
            c.Wrong,
            c.Right,
            c.At,
            CorrectionFlow.Table[c.State].Words,
            CorrectionFlow.Table[c.State].Tone,
            c.Answer,
            c.AnsweredAt,
            c.State == CorrectionState.Asked ? Due(work, c) : null,
            CorrectionFlow.Table.Allows(c, CorrectionMove.Withdraw, work.Actor)
        );

    private static DateTimeOffset Due(Work work, Correction c)
    {
        var book = work.Platform.Blueprints;
        return book.Of<HealthRecordSection>(c.Blueprint)
            .AnswerLimit.DueAfter(c.At, book.Of<Basis.Blueprints.Calendar>(c.Blueprint).WorkingHours);
    }

    private static IQueryable<Correction> Newest(Work work) => work.Db.Set<Correction>().AsNoTracking().OrderByDescending(c => c.Id);
}
