namespace Yihe.DataQuality;

/// <summary>What institutions' indicators said of months, as one examination looks at them: each is asked for once, however often it is a past.</summary>
internal sealed class PastFigures
{
    private readonly Platform platform;
    private readonly IReadOnlyList<string> places;
    private readonly Dictionary<(string, DateOnly), IReadOnlyDictionary<InstitutionId, double>> told = [];

    private PastFigures(Platform platform, IReadOnlyList<string> places) => (this.platform, this.places) = (platform, places);

    /// <summary>For whatever treated anybody in one of the months.</summary>
    internal static async Task<PastFigures> Of(Platform platform, AppDb db, IReadOnlyList<Period> months)
    {
        var places = new HashSet<string>();
        foreach (var month in months)
            places.UnionWith(
                from institution in await InstitutionDirectory.Of(platform).On(db, month.From, default)
                where institution.Kind != InstitutionKind.GovernmentOffice
                select $"{institution.Id}"
            );
        return new(platform, [.. places]);
    }

    internal async Task<IReadOnlyDictionary<InstitutionId, double>> Of(string indicator, Period month)
    {
        if (told.TryGetValue((indicator, month.From), out var known))
            return known;
        var (_, figures) = await Figures.Of(platform, [indicator], places, month, default);
        return told[(indicator, month.From)] = figures
            .Where(f => f.State == FigureState.Known)
            .ToDictionary(f => new InstitutionId(Guid.Parse(f.Place)), f => (double)f.Value!.Value);
    }
}
