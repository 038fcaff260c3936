using Yihe.Ui;

namespace Yihe.Referral;

/// <summary>The institutions a patient may go to from here, in the order they are offered, named with what binds them.</summary>
internal static class Choices
{
    /// <summary>Up: one's own parent first, then the others of a higher level, then across grids, then partners outside.</summary>
    internal static List<InstitutionCard> Above(IReadOnlyList<InstitutionCard> all, InstitutionCard own, GridRules? grids) =>
        [
            .. Bound(all, own, grids)
                .Where(x => x.At.Kind != InstitutionKind.VillageSite)
                .Where(x =>
                    x.At.Id == own.Parent
                    || x.At.Level > own.Level
                    || (x.At.Level == own.Level && (own.Kind == InstitutionKind.VillageSite || x.Bond != Bond.Group))
                )
                .OrderByDescending(x => x.At.Id == own.Parent)
                .ThenBy(x => x.Bond)
                .ThenBy(x => x.At.Role)
                .ThenBy(x => x.At.Kind)
                .Select(x => x.At),
        ];

    /// <summary>Down: where the patient came from first, then primary care, then those who take over the course after the acute days.</summary>
    internal static List<InstitutionCard> Below(
        IReadOnlyList<InstitutionCard> all,
        InstitutionCard own,
        GridRules? grids,
        IReadOnlyCollection<InstitutionId> before
    ) =>
        [
            .. Bound(all, own, grids)
                .Where(x => x.At.Level == InstitutionLevel.Primary || x.At.Level < own.Level || before.Contains(x.At.Id))
                .OrderByDescending(x => before.Contains(x.At.Id))
                .ThenBy(x => x.Bond)
                .ThenBy(x => x.At.Level)
                .Select(x => x.At),
        ];

    internal static IEnumerable<KeyValuePair<string, string>> Named(
        IEnumerable<InstitutionCard> targets,
        InstitutionCard own,
        GridRules? grids
    ) =>
        targets.Select(i =>
        {
            var bond = own.BondTo(i, grids) is { } b && b != Bond.Group ? $"{FormContext.WordsOf(typeof(Bond), b.ToString())}：" : "";
            return KeyValuePair.Create(i.Id.ToString(), bond + (i.SecondName ?? i.Name));
        });

    private static IEnumerable<(InstitutionCard At, Bond Bond)> Bound(
        IReadOnlyList<InstitutionCard> all,
        InstitutionCard own,
        GridRules? grids
    ) =>
        from i in all
        where i.Id != own.Id && i.Departments.Count > 0
        let bond = own.BondTo(i, grids)
        where bond is not null
        select (i, bond.Value);
}
