using Yihe.HealthRecord.Correcting;

namespace Yihe.HealthRecord.My;

/// <summary>A resident's own record, or that of someone they act for, in plain words (我的档案). QJ-66; 个人信息保护法第四十五条.</summary>
internal static class ShowOwnRecord
{
    private const int MostCorrections = 20;

    internal sealed record Input(
        ResidentId? For = null,
        string? Kind = null,
        InstitutionId? Source = null,
        [property: Mark] string? After = null
    );

    internal sealed record Outcome(RecordView Record, IReadOnlyList<CorrectionLine> Corrections);

    internal static readonly Look<Input, Outcome> Door = new("my.record", "查看本人档案", Permission.Self, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        var (shown, unfit) = await RecordView.Of(work, record, new(input.Kind, input.Source, input.After), ct);
        if (unfit is not null)
            return unfit;
        return await work.Look(new Outcome(shown, await CorrectionLine.Of(work, record.Persons, MostCorrections, ct)), ct);
    }
}

/// <summary>One entry of one's own record.</summary>
internal static class ShowOwnEntry
{
    internal sealed record Input(Guid Entry, ResidentId? For = null);

    internal static readonly Look<Input, EntryDetail> Door = new("my.record-entry", "查看本人档案条目", Permission.Self, Run);

    private static async Task<Result<EntryDetail>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        var (shown, missing) = await EntryDetail.Of(work, record, input.Entry, ct);
        return missing is not null ? missing : await work.Look(shown, ct);
    }
}

/// <summary>One's own record to take away: every document of it as one FHIR Bundle, or on paper. QJ-66.</summary>
internal static class CopyOwnRecord
{
    internal sealed record Input(ResidentId? For = null);

    /// <summary>An entry with everything it says.</summary>
    internal sealed record Written(Entry Entry, IReadOnlyList<EntryPart> Parts);

    internal sealed record Paper(ResidentCard Resident, IReadOnlyList<Written> Entries, DateTimeOffset At);

    internal static readonly Look<Input, FileContent> Door = new("my.record-copy", "复制本人档案", Permission.Self, Run);

    internal static readonly Look<Input, Paper> OnPaper = new("my.record-paper", "打印本人档案", Permission.Self, RunPaper);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        var documents = await record.All(work).OrderBy(d => d.Id).ToListAsync(ct);
        var resources = new List<byte[]>(documents.Count);
        foreach (var document in documents.OrderByDescending(d => d.Type == RecordBook.Person))
            resources.Add(await PersonRecord.Draw(work, document, ct));
        var file = PersonRecord.Bundle(resources.Where(r => r.Length > 0), work.Now);
        return await work.Look(new FileContent($"健康档案-{work.Today:yyyyMMdd}.json", "application/fhir+json", file), ct);
    }

    private static async Task<Result<Paper>> RunPaper(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        var dated = await OpenRecord.InTime(work, record.Documents(work)).ToListAsync(ct);
        var provenance = await OpenRecord.ProvenanceOf(work, [.. dated.Select(d => d.Document.Id)], ct);
        var entries = (await OpenRecord.Tell(work, dated, ct)).Select(t => new Written(
            Entry.Of(t.Dated, t.Telling, provenance, plain: true),
            [.. t.Telling.All().Select(p => new EntryPart(p.Name, p.Said))]
        ));
        return await work.Look(new Paper(record.Resident, [.. entries], work.Now), ct);
    }
}
