namespace Yihe.Indicators;

/// <summary>Who answers for the figures of a place (负责单位): the lead of a consortium or a zone, else its highest member; an institution for itself.</summary>
public sealed record Charge(Place Place, string Name, InstitutionId Institution)
{
    /// <summary>Every place there is today with a member in it.</summary>
    public static IReadOnlyList<Charge> Of(IReadOnlyList<InstitutionCard> all, OrganizationSection plan)
    {
        var members = all.Where(i => i.IsMember).OrderBy(i => i.Role).ThenByDescending(i => i.Level).ThenBy(i => i.Code).ToList();
        return
        [
            .. members
                .GroupBy(i => i.Consortium!)
                .Select(c => new Charge(new(PlaceGrain.Consortium, Consortium: c.Key), plan.NameOf(c.Key), c.First().Id)),
            .. members
                .Where(i => i.Zone is not null)
                .GroupBy(i => (i.Consortium, i.Zone))
                .Select(z => new Charge(new(PlaceGrain.Zone, Consortium: z.Key.Consortium, Zone: z.Key.Zone), z.Key.Zone!, z.First().Id)),
            .. members.Select(i => new Charge(Place.Of(i.Id), i.ShortName, i.Id)),
        ];
    }

    /// <summary>What the actor answers for; nothing for those without the duty.</summary>
    internal static IEnumerable<string> Held(Actor actor, IReadOnlyList<InstitutionCard> all, OrganizationSection plan) =>
        actor.May(FigureRights.Answer) ? Of(all, plan).Where(c => c.Institution == actor.Institution).Select(c => $"{c.Place}") : [];
}
