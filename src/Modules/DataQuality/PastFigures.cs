namespace Yihe.DataQuality;

/// <summary>What institutions' indicators said of months, as one examination looks at them: each month is asked for once, however often it is a past.</summary>
internal sealed class PastFigures
{
    private readonly Platform platform;
    private readonly IReadOnlyList<string> indicators;
    private readonly IReadOnlyList<string> places;
    private readonly Dictionary<DateOnly, ILookup<string, ToldFigure>> told = [];

    private PastFigures(Platform platform, IReadOnlyList<string> indicators, IReadOnlyList<string> places) =>
        (this.platform, this.indicators, this.places) = (platform, indicators, places);

    /// <summary>Of the indicators the checks compare, for whatever treated anybody in one of the months.</summary>
    internal static async Task<PastFigures> Of(Platform platform, AppDb db, CheckFile file, IReadOnlyList<Period> months)
    {
        var places = new HashSet<string>();
        foreach (var month in months)
            places.UnionWith(
                from institution in await InstitutionDirectory.Of(platform).On(db, month.From, default)
                where institution.Kind != InstitutionKind.GovernmentOffice
                select $"{institution.Id}"
            );
        return new(platform, [.. file.Checks.Select(c => c.Indicator).OfType<string>().Distinct()], [.. places]);
    }

    internal async Task<IReadOnlyDictionary<InstitutionId, double>> Of(string indicator, Period month)
    {
        if (!told.TryGetValue(month.From, out var figures))
        {
            var (_, all) = await Figures.Of(platform, indicators, places, month, default);
            told[month.From] = figures = all.Where(f => f.State == FigureState.Known).ToLookup(f => f.Indicator);
        }
        return figures[indicator].ToDictionary(f => new InstitutionId(Guid.Parse(f.Place)), f => (double)f.Value!.Value);
    }
}
