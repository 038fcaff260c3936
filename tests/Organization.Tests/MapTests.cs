using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Kernel.Data;

namespace Yihe.Organization.Tests;

/// <summary>The organization map says how a place is built, whatever its shape; every table has its word. KS-17, KS-19, KS-27, KS-30, QJ-07, GZ-09.</summary>
public class MapTests
{
    private static ShowMap.Outcome MapOf(string place)
    {
        var text = File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", $"{place}.json"));
        var section = BlueprintReader.Read(text, ModuleList.All.Sections).Blueprint!.Of<OrganizationSection>();
        var ids = section.Institutions.ToDictionary(i => i.Code, _ => new InstitutionId(TimeProvider.System.NewId()));
        return ShowMap.Of(section, [.. section.Institutions.Select(CardOf)], new DateOnly(2026, 11, 19));

        InstitutionCard CardOf(InstitutionPlan i) =>
            new(
                ids[i.Code],
                i.Code,
                i.Name,
                i.ShortName,
                null,
                i.Kind,
                i.Level,
                i.Parent is { } parent ? ids[parent] : null,
                null,
                [],
                [
                    .. (i.Joined ? i.Memberships ?? [] : [])
                        .OrderBy(m => m.Role)
                        .Select(m => new Tie(m.Consortium, m.Role, m.Zone, m.Specialties ?? [])),
                ],
                i.Nature
            );
    }

    [Fact]
    public void Several_leads_zones_and_networks_across_them_stand_in_one_consortium()
    {
        var map = MapOf("kunshan");
        var group = Assert.Single(map.Groups);
        Assert.Equal(3, group.Zones.Count(z => z.Name is not null));
        Assert.True(group.Zones.Sum(z => z.Leads.Count) >= 2);
        Assert.Equal(4, map.Networks.Count);
        Assert.All(map.Networks, n => Assert.NotEmpty(n.Leads));
        Assert.Contains(group.Around, a => a.Role == MembershipRole.Guiding);
        Assert.Contains(map.Others, i => i.Code == "zz");
    }

    [Fact]
    public void Every_member_is_on_the_map_once()
    {
        foreach (var place in new[] { "county", "guizhou", "qijiang", "kunshan", "wujiang" })
        foreach (var group in MapOf(place).Groups)
        {
            var shown = group.Zones.SelectMany(z => z.Leads.Concat(z.Members)).SelectMany(Whole).ToList();
            Assert.Equal(group.Count, shown.Distinct().Count());
            Assert.Equal(group.Count, shown.Count);
        }
    }

    [Fact]
    public void Those_who_serve_several_grids_stand_around_each() =>
        Assert.All(MapOf("guizhou").Groups, g => Assert.Contains(g.Around, a => a.Cards.Any(c => c.Code == "fy")));

    [Fact]
    public void Auditors_read_every_table_by_a_word()
    {
        var words = JsonText.Read<Dictionary<string, string>>(Repo.Text("knowledge/tables.json"));
        using var database = Kernel.Data.Database.At("model.db", ModuleList.All.Assemblies);
        using var db = database.Open();
        var tables = db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IEntity))).Select(t => t.GetTableName()!);
        Faults.None(tables.Except(words.Keys));
    }

    private static IEnumerable<string> Whole(MapNode node) => node.Below.SelectMany(Whole).Prepend(node.Card.Code);
}
