using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Joining;

/// <summary>The agreements one's institution has a part in or oversees; on a day, those that held then.</summary>
internal static class ListAgreements
{
    private const int Most = 500;

    internal sealed record Input([property: Display(Name = "截至日期")] DateOnly? AsOf = null);

    internal sealed record Line(
        Agreement Agreement,
        string Standing,
        Tone Tone,
        string Between,
        string? Renews,
        string? RenewedBy,
        IReadOnlyList<Offer<AgreementMove>> Offers
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("agreement.list", "查看协议", Rights.ReadAgreements, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        var all = await work.Db.Set<Agreement>().AsNoTracking().OrderByDescending(a => a.Id).Take(Most).ToListAsync(ct);
        var shown = all.Where(work.Reach.Covers)
            .Where(a => input.AsOf is not { } day || (a.From <= day && (a.Until is null || a.Until > day)));
        return new Rows<Line>(await Lines(work, [.. shown], ct));
    }

    internal static async Task<List<Line>> Lines(Work work, List<Agreement> agreements, CancellationToken ct)
    {
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var others = agreements.SelectMany(a => new[] { a.Renews, a.RenewedBy }).OfType<Guid>().ToList();
        var numbers = await work
            .Db.Set<Agreement>()
            .AsNoTracking()
            .Where(a => others.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, a => a.Number, ct);
        return
        [
            .. agreements.Select(a => new Line(
                a,
                a.StandingOn(work.Today).Words,
                a.StandingOn(work.Today).Tone,
                string.Join("、", a.Between.Select(b => names[b])),
                a.Renews is { } before ? numbers[before] : null,
                a.RenewedBy is { } next ? numbers[next] : null,
                AgreementFlow.Table.Offers(a, work.Actor)
            )),
        ];
    }
}

/// <summary>One version of an agreement, what it renews and what renewed it.</summary>
internal static class ShowAgreement
{
    internal sealed record Input(Guid Id);

    internal static readonly Look<Input, ListAgreements.Line> Door = new("agreement.show", "查看协议内容", Rights.ReadAgreements, Run);

    private static async Task<Result<ListAgreements.Line>> Run(Work work, Input input, CancellationToken ct)
    {
        var (agreement, refusal) = await work.Find<Agreement>(input.Id, ct);
        return refusal is not null ? refusal : (await ListAgreements.Lines(work, [agreement], ct))[0];
    }
}

/// <summary>A party or the office opens the signed paper.</summary>
internal static class OpenAgreement
{
    internal sealed record Input(Guid Id);

    internal static readonly Look<Input, FileContent> Door = new("agreement.open", "打开协议文件", Rights.ReadAgreements, Run);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct)
    {
        var (agreement, refusal) = await work.Find<Agreement>(input.Id, ct);
        return refusal is not null ? refusal
            : agreement.File is not { } file ? Refusal.NotFound
            : await work.Look(new FileContent($"{agreement.Number}.pdf", "application/pdf", await Blobs.Open(work, file, ct)), ct);
    }
}
