namespace Yihe.Organization;

/// <summary>The organization map (组织图) of a day: consortia, their zones, who leads and who belongs, the networks across zones, and who stands by. KS-17, KS-19, KS-30, QJ-07, GZ-09, GZ-10.</summary>
internal static class ShowMap
{
    internal sealed record Input([property: Display(Name = "截至日期")] DateOnly? AsOf = null);

    /// <param name="Name">null: the part of the consortium that is in no zone</param>
    internal sealed record Zone(string? Name, IReadOnlyList<MapNode> Leads, IReadOnlyList<MapNode> Members);

    internal sealed record Around(MembershipRole Role, IReadOnlyList<InstitutionCard> Cards);

    internal sealed record Group(string Name, string? Grid, int Count, IReadOnlyList<Zone> Zones, IReadOnlyList<Around> Around);

    internal sealed record Network(string Name, IReadOnlyList<InstitutionCard> Leads, IReadOnlyList<InstitutionCard> Members);

    internal sealed record Outcome(
        DateOnly Day,
        IReadOnlyList<Group> Groups,
        IReadOnlyList<Network> Networks,
        IReadOnlyList<InstitutionCard> Others
    );

    internal static readonly Look<Input, Outcome> Door = new("organization.map", "查看组织图", Rights.ReadOrganization, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var all = await InstitutionDirectory.AsOf(work, input.AsOf, ct);
        return Of(work.Platform.Blueprints.At<OrganizationSection>(work.Now), all, input.AsOf ?? work.Today);
    }

    internal static Outcome Of(OrganizationSection section, IReadOnlyList<InstitutionCard> all, DateOnly day) =>
        new(
            day,
            [.. section.Consortia.Select(c => GroupOf(c, all))],
            [
                .. (section.Networks ?? []).Select(n => new Network(
                    n.Name,
                    In(all, n.Code, MembershipRole.NetworkLead),
                    In(all, n.Code, MembershipRole.NetworkMember)
                )),
            ],
            [.. all.Where(i => i.Ties.Count == 0)]
        );

    private static Group GroupOf(ConsortiumPlan plan, IReadOnlyList<InstitutionCard> all)
    {
        var home = all.Where(i => i.Consortium == plan.Code).ToList();
        var zones = home.GroupBy(i => i.Zone)
            .Select(z => ZoneOf(z.Key, [.. z], plan.Code))
            .OrderBy(z => z.Name is null)
            .ThenBy(z => z.Leads.Count == 0);
        var around = new[] { MembershipRole.Serving, MembershipRole.Guiding, MembershipRole.Partner }
            .Select(role => new Around(role, In(all, plan.Code, role)))
            .Where(a => a.Cards.Count > 0);
        return new Group(plan.Name, plan.Grid, home.Count, [.. zones], [.. around]);
    }

    private static Zone ZoneOf(string? name, IReadOnlyList<InstitutionCard> zone, string consortium)
    {
        var leads = zone.Where(i => i.Role == MembershipRole.Lead).ToList();
        var managed = zone.Where(i => i.Role != MembershipRole.Lead).Select(i => i.Id).ToHashSet();
        var tops = zone.Where(i => i.Role != MembershipRole.Lead && (i.Parent is not { } parent || !managed.Contains(parent)));
        return new Zone(name, [.. leads.Select(l => NodeOf(l, []))], [.. tops.OrderBy(i => i.Kind).Select(t => NodeOf(t, zone))]);

        MapNode NodeOf(InstitutionCard card, IReadOnlyList<InstitutionCard> among) =>
            new(
                card,
                [.. among.Where(i => i.Parent == card.Id).Select(i => NodeOf(i, among))],
                card.Ties.First(t => t.Consortium == consortium).Specialties
            );
    }

    private static List<InstitutionCard> In(IReadOnlyList<InstitutionCard> all, string code, MembershipRole role) =>
        [.. all.Where(i => i.Ties.Any(t => t.Consortium == code && t.Role == role))];
}

/// <summary>An institution on the map.</summary>
/// <param name="Below">what it manages day by day</param>
/// <param name="Specialties">what it leads in</param>
public sealed record MapNode(InstitutionCard Card, IReadOnlyList<MapNode> Below, IReadOnlyList<string> Specialties);
