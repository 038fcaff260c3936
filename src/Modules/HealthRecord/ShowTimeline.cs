namespace Yihe.HealthRecord;

/// <summary>Something to narrow a timeline by, and how many entries it has.</summary>
internal sealed record Narrowing(string Value, string Title, int Count);

/// <summary>What a page of a timeline shows.</summary>
/// <param name="IsWhole">else only what the reader's institutions wrote is listed</param>
/// <param name="HasClosed">some of it is not open to the reader</param>
/// <param name="Summary">above the first page of the whole list</param>
internal sealed record RecordView(
    ResidentCard Resident,
    bool IsWhole,
    bool HasClosed,
    Rows<Entry> Entries,
    IReadOnlyList<Narrowing> Kinds,
    IReadOnlyList<Narrowing> Sources,
    Summary? Summary
)
{
    private const int PageSize = 30;

    /// <param name="After">where the page before ended</param>
    internal sealed record Asked(string? Kind, InstitutionId? Source, string? After)
    {
        internal bool IsFirst => Kind is null && Source is null && After is null;
    }

    internal static async Task<Result<RecordView>> Of(Work work, OpenRecord record, Asked asked, CancellationToken ct)
    {
        var book = RecordBook.Of(work.Platform);
        if (asked.Kind is { } unknown && book.Kind(unknown) is null)
            return Refusal.Invalid("kind", $"没有这一类；可选：{string.Join('、', book.Kinds.Select(k => k.Title))}，或不选");
        var all = record.Documents(work);
        var counts = await all.GroupBy(d => new { d.Type, d.Institution })
            .Select(g => new
            {
                g.Key.Type,
                g.Key.Institution,
                Count = g.Count(),
            })
            .ToListAsync(ct);
        var names = await InstitutionDirectory.NamesIn(work, ct);
        return new RecordView(
            record.Resident,
            record.IsWhole,
            await record.HasClosed(work, ct),
            await Page(work, record, asked, ct),
            [
                .. from kind in book.Kinds
                let count = counts.Where(c => book.KindOf(c.Type) == kind).Sum(c => c.Count)
                where count > 0
                select new Narrowing(kind.Code, record.Plain ? kind.Plain : kind.Title, count),
            ],
            [
                .. from c in counts
                group c.Count by c.Institution into source
                orderby source.Sum() descending, source.Key.Value
                select new Narrowing($"{source.Key}", names.GetValueOrDefault(source.Key, "平台"), source.Sum()),
            ],
            asked.IsFirst ? await Summary.Of(work, record, ct) : null
        );
    }

    private static async Task<Rows<Entry>> Page(Work work, OpenRecord record, Asked asked, CancellationToken ct)
    {
        var documents = record.Documents(work);
        if (asked.Kind is { } kind)
            documents = RecordBook.Of(work.Platform).Only(documents, kind);
        if (asked.Source is { } source)
            documents = documents.Where(d => d.Institution == source);
        var dated = OpenRecord.InTime(work, documents);
        if (PageMark.Read(asked.After) is { } mark)
        {
            var (when, last) = ((mark.At - DateTimeOffset.UnixEpoch).TotalMilliseconds, mark.Id);
            dated = dated.Where(d => d.When < when || (d.When == when && d.Document.Id.CompareTo(last) < 0));
        }
        var found = await dated.Take(PageSize + 1).ToListAsync(ct);
        var shown = found.Take(PageSize).ToList();
        return new Rows<Entry>(await record.Lines(work, shown, ct), found.Count > PageSize ? MarkOf(shown[^1]) : null);
    }

    private static string MarkOf(Dated last) => $"{new PageMark(Entry.MomentOf(last.When) ?? DateTimeOffset.MinValue, last.Document.Id)}";
}

/// <summary>Everything that is known of a person from all institutions, in one list by time (健康档案). XX-37, KS-33, WJ-19.</summary>
internal static class ShowTimeline
{
    internal sealed record Input(ResidentId Id, string? Kind = null, InstitutionId? Source = null, [property: Mark] string? After = null);

    internal static readonly Look<Input, RecordView> Door = new("health-record.show", "查看健康档案", PersonRecord.Read, Run);

    private static async Task<Result<RecordView>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.For(work, input.Id, ct);
        if (refusal is not null)
            return refusal;
        work.Persons = 1;
        var (shown, unfit) = await RecordView.Of(work, record, new(input.Kind, input.Source, input.After), ct);
        return unfit is not null ? unfit : await work.Look(shown, ct);
    }
}
