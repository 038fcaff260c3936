using System.Text.Json.Nodes;
using Yihe.Basis.Blueprints;
using Yihe.Host;

namespace Yihe.Organization.Tests;

/// <summary>How institutions are bound decides where a patient may go; what a place may look like is checked before it is founded.</summary>
public class BondTests
{
    private static readonly GridRules Grids = new(2, InstitutionLevel.Tertiary, [], [InstitutionKind.NursingHome], "");
    private static readonly InstitutionCard Lead = Of(InstitutionKind.GeneralHospital, ("a", MembershipRole.Lead));
    private static readonly InstitutionCard Member = Of(InstitutionKind.TownshipCenter, ("a", MembershipRole.Member));
    private static readonly InstitutionCard Other = Of(InstitutionKind.TownshipCenter, ("b", MembershipRole.Member));
    private static readonly InstitutionCard Serving = Of(
        InstitutionKind.RehabilitationHospital,
        ("b", MembershipRole.Member),
        ("a", MembershipRole.Serving)
    );
    private static readonly InstitutionCard Nursing = Of(InstitutionKind.NursingHome, ("b", MembershipRole.Member));
    private static readonly InstitutionCard Partner = Of(
        InstitutionKind.GeneralHospital,
        ("a", MembershipRole.Partner),
        ("b", MembershipRole.Partner)
    );
    private static readonly InstitutionCard Nobody = Of(InstitutionKind.GeneralHospital);

    public static TheoryData<string, Bond?> Bonds =>
        new()
        {
            { nameof(Lead), Bond.Group },
            { nameof(Member), Bond.Group },
            { nameof(Serving), Bond.AcrossGrids },
            { nameof(Nursing), Bond.AcrossGrids },
            { nameof(Partner), Bond.Outside },
            { nameof(Other), null },
            { nameof(Nobody), null },
        };

    [Theory]
    [MemberData(nameof(Bonds))]
    public void A_member_is_bound_to_its_group_to_who_serves_its_grid_and_to_partners(string to, Bond? expected)
    {
        var other = Named(to);
        Assert.Equal(expected, Member.BondTo(other, Grids));
        Assert.Equal(expected, other.BondTo(Member, Grids));
    }

    [Fact]
    public void Kinds_cross_only_where_the_plan_says_so() => Assert.Null(Member.BondTo(Nursing, null));

    [Theory]
    [InlineData("guizhou", "consortia", "grid", "$.organization.consortia")]
    [InlineData("guizhou", "lead", "level", "$.organization.institutions")]
    [InlineData("qijiang", "village", "population", "$.organization.villageCover.villages[0].population")]
    [InlineData("qijiang", "village", "days", "$.organization.villageCover.villages[0].days")]
    public void What_a_place_may_not_look_like_is_told(string blueprint, string what, string field, string path)
    {
        var plan = JsonNode.Parse(File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", $"{blueprint}.json")))!;
        var organization = plan["organization"]!;
        var (at, value) = what switch
        {
            "consortia" => (organization["consortia"]![1]!, organization["consortia"]![0]!["grid"]!.DeepClone()),
            "lead" => (organization["institutions"]![0]!, JsonValue.Create("secondary")),
            _ => (organization["villageCover"]!["villages"]![0]!, field == "days" ? new JsonArray() : JsonValue.Create(1500)),
        };
        at[field] = value;
        var (_, faults) = BlueprintReader.Read(plan.ToJsonString(), ModuleList.All.Sections);
        Assert.Contains(path, faults.Select(f => f.Path));
    }

    private static InstitutionCard Named(string name) =>
        name switch
        {
            nameof(Lead) => Lead,
            nameof(Member) => Member,
            nameof(Serving) => Serving,
            nameof(Nursing) => Nursing,
            nameof(Partner) => Partner,
            nameof(Other) => Other,
            _ => Nobody,
        };

    private static InstitutionCard Of(InstitutionKind kind, params (string Consortium, MembershipRole Role)[] ties) =>
        new(
            new InstitutionId(TimeProvider.System.NewId()),
            "",
            "",
            "",
            null,
            kind,
            InstitutionLevel.Primary,
            null,
            null,
            [],
            [.. ties.Select(t => new Tie(t.Consortium, t.Role, null, []))]
        );
}
