using Yihe.Indicators.Closing;
using Yihe.Monitoring;

namespace Yihe.Reporting.Sending;

/// <summary>A closed month as one document for the commission (查看医共体月报): what was frozen, or what its facts come to now.</summary>
internal static class ShowReport
{
    internal sealed record Input(
        [property: Display(Name = "月份"), Needed("请写明月份，如 2026-09")] string Month,
        [property: Display(Name = "重述")] bool Restated = false
    );

    internal static readonly Look<Input, ReportDocument> Door = new("consortium-report.show", "查看医共体月报", FigureRights.Close, Run);

    private static async Task<Result<ReportDocument>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } denied)
            return denied;
        var (closing, refusal) = await Closed(work, input.Month, ct);
        if (refusal is not null)
            return refusal;
        var place = work.Platform.Blueprints.At<Organization.Place>(work.Now);
        var names = await NamesOf(work, place.Name, ct);
        var section = work.Platform.Blueprints.At<MonitoringSection>(closing.At);
        var (indicators, block) = await CountingHouse
            .Of(work.Platform)
            .Ask(cube => Read(cube, closing, input.Restated, section, names), ct);
        var month = Period.Of(PeriodGrain.Month, closing.Month);
        var report = new ReportDocument(place.RegionCode, place.Name, $"{month}", closing.Hash, block, input.Restated, indicators, "");
        return await work.Look(report.Sealed(), ct);
    }

    /// <summary>The closing of a month, as an address writes it.</summary>
    internal static async Task<Result<MonthClosing>> Closed(Work work, string month, CancellationToken ct) =>
        Period.Parse(month) is not { Grain: PeriodGrain.Month } span ? Refusal.Invalid("month", "月份写作 2026-09")
        : (await Closings.Of(work, ct)).GetValueOrDefault(span.From) is { } closing ? closing
        : Refusal.Conflict("not-closed", $"{span.Words}还没有关账，关账之后才有月报；请统计人员先在“月度关账”办理");

    private static (IReadOnlyList<ReportedIndicator> Indicators, long Block) Read(
        Cube cube,
        MonthClosing closing,
        bool restated,
        MonitoringSection section,
        IReadOnlyDictionary<string, string> names
    )
    {
        var figures = (restated ? ReportFigures.Now(cube, closing) : ReportFigures.Frozen(closing)).ToLookup(f => f.Code);
        var indicators =
            from newest in cube.Book.All
            where figures.Contains(newest.Code)
            let indicator = cube.Book.At(newest.Code, closing.Month)
            let told = figures[newest.Code].Select(f => f.At(names)).ToList()
            select Card(cube.Book, indicator, section, told);
        return ([.. indicators], restated ? cube.Block : closing.Block);
    }

    private static ReportedIndicator Card(
        IndicatorBook book,
        Indicator indicator,
        MonitoringSection section,
        IReadOnlyList<ReportedFigure> figures
    ) =>
        new(
            indicator.Code,
            indicator.Name,
            indicator.Dimension,
            indicator.Version,
            indicator.Definition,
            indicator.Formula,
            indicator.Unit,
            indicator.Direction,
            indicator.Scale,
            indicator.Digits,
            WordsOf(book, indicator, indicator.Numerator),
            WordsOf(book, indicator, indicator.Denominator),
            section.Targets.FirstOrDefault(t => t.Indicator == indicator.Code) is { } target
                ? new(target.Value, target.Near, target.AtMost, target.By)
                : null,
            figures
        );

    private static string? WordsOf(IndicatorBook book, Indicator indicator, string? part) =>
        part is null ? null
        : indicator.Formula == Formula.Growth ? book.Find(part)!.Name
        : book.Part(part).Words;

    /// <summary>What the region, its consortia and its zones are called.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> NamesOf(Work work, string region, CancellationToken ct)
    {
        var all = await InstitutionDirectory.All(work, ct);
        return Charge
            .Of(all, work.Platform.Blueprints.At<OrganizationSection>(work.Now))
            .Where(c => c.Place.Grain != PlaceGrain.Institution)
            .ToDictionary(c => $"{c.Place}", c => c.Name)
            .Append(new($"{Place.Region}", region))
            .ToDictionary();
    }
}
