using Yihe.Residents;

namespace Yihe.DataQuality;

/// <summary>The facts a finding is about, one by one, for those who have to look into them; whom they are about is masked. Each such look is an act.</summary>
internal static class ListRows
{
    private const int Page = 50;

    internal sealed record Input(Guid Id, [property: Mark] string? After = null);

    internal sealed record Line(Guid Id, DateOnly Day, string Said, string Reference, string? Person, DateTimeOffset RecordedAt);

    internal sealed record Outcome(string Title, string Place, string Whose, string PeriodWords, Rows<Line> Lines);

    internal static readonly Look<Input, Outcome> Door = new("quality.rows", "查看数据质量疑点的明细", Rights.Rows, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (finding, refusal) = await work.Find<Finding>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        if (CheckBook.Of(work.Platform).Checks.FirstOrDefault(c => c.Code == finding.Check) is not { Fact: not null } check)
            return Refusal.Conflict("no-rows", "这个疑点看的是指标，请从疑点页打开指标的构成事实");
        var found = await Concerned(work, check, finding, input.After, ct);
        var names = await PersonMarks.NamesOf(work, found.Select(f => f.Person).OfType<Guid>(), ct);
        var kind = work.Platform.Modules.Facts[check.Fact];
        work.Purpose = "data-quality";
        work.Persons = found.Count;
        return await work.Look(
            new Outcome(
                finding.Title,
                finding.Place,
                (await Subjects.Of(work, [finding.Subject], ct))(finding.Subject),
                finding.PeriodWords,
                new Rows<Line>(
                    [.. found.Select(f => Of(work, f, kind, names))],
                    found.Count == Page ? $"{new PageMark(found[^1].Day.Start(), found[^1].Id)}" : null
                )
            ),
            ct
        );
    }

    private static Line Of(Work work, Fact fact, FactKind kind, IReadOnlyDictionary<Guid, string> names)
    {
        var said = kind.Fields.Select(f => (f.Words, Say: f.Say(fact[kind, f.Name]))).Where(f => f.Say.Length > 0);
        var person = fact.Person is { } id && names.TryGetValue(id, out var name) ? Mask.Name(name, work.Platform.Pinyin) : null;
        return new(fact.Id, fact.Day, string.Join('；', said.Select(s => $"{s.Words} {s.Say}")), fact.Reference, person, fact.RecordedAt);
    }

    /// <summary>The next of them that stand, the newest day first.</summary>
    private static async Task<List<Fact>> Concerned(Work work, Check check, Finding finding, string? after, CancellationToken ct)
    {
        var (from, until) = check.Kind == CheckKind.Silence ? (DateOnly.MinValue, DateOnly.MaxValue) : check.Span(finding.Month);
        var facts = work
            .Db.Set<Fact>()
            .AsNoTracking()
            .Where(f => f.Kind == check.Fact && f.Institution == finding.Institution && f.Day >= from && f.Day < until && f.Sign > 0)
            .Where(f => !work.Db.Set<Fact>().Any(b => b.Kind == f.Kind && b.Reference == f.Reference && b.Revision == f.Revision + 1))
            .OrderByDescending(f => f.Day)
            .ThenBy(f => f.Id);
        var (kind, mark) = (work.Platform.Modules.Facts[check.Fact!], PageMark.Read(after));
        var doubled = check.Kind == CheckKind.Duplicates ? await Doubled(facts, ct) : null;
        var found = new List<Fact>();
        await foreach (var fact in facts.AsAsyncEnumerable().WithCancellation(ct))
        {
            var isAfter = mark is null || fact.Day < mark.At.Day() || (fact.Day == mark.At.Day() && fact.Id.CompareTo(mark.Id) > 0);
            if (isAfter && check.Takes(fact, kind) && IsWhose(check, fact, kind, finding.Subject) && IsOdd(check, fact, kind, doubled))
                found.Add(fact);
            if (found.Count == Page)
                break;
        }
        return found;
    }

    private static async Task<HashSet<object>> Doubled(IQueryable<Fact> facts, CancellationToken ct) =>
        [.. (await facts.ToListAsync(ct)).CountBy(f => (f.Source, Doubles.ContentOf(f))).Where(c => c.Value > 1).Select(c => c.Key.Item2)];

    /// <summary>A pool of doctors who read too little to be judged alone shows all that the work here stated.</summary>
    private static bool IsWhose(Check check, Fact fact, FactKind kind, string subject) =>
        Unit.DoctorIn(subject) is { } mark ? fact[kind, check.By!] as string == mark : fact.Source == subject;

    private static bool IsOdd(Check check, Fact fact, FactKind kind, HashSet<object>? doubled) =>
        check.Kind switch
        {
            CheckKind.Completeness => check.Fields!.Any(f => fact[kind, f] is null),
            CheckKind.Timeliness => !Tally.IsInTime(check, fact),
            CheckKind.Digits => check.Fields!.Any(f => fact[kind, f] is not null),
            CheckKind.Duplicates => doubled!.Contains(Doubles.ContentOf(fact)),
            _ => true,
        };
}
