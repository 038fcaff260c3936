using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>The lie of the land: villages under their branches under the general hospital, and which department takes what.</summary>
internal sealed class Place
{
    private static readonly Dictionary<string, string[]> s_instead = Table
        .Embedded("departments.tsv")
        .ToDictionary(row => row[0], row => row[1].Split(' '));

    /// <param name="institutions">as the platform lists them</param>
    public Place(JsonNode blueprint, JsonArray institutions)
    {
        var staff = blueprint["organization"]!["staff"]!
            .AsArray()
            .Select(s => (Home: Text(s!["posts"]![0]!, "institution"), Of: StaffOf(s!)));
        var byCode = staff.ToLookup(s => s.Home, s => s.Of);
        var offices = blueprint["referral"]!["offices"]!.AsArray().Select(o => o!.GetValue<string>()).ToHashSet();
        Site Make(JsonNode i, Site? parent, Shift shift, string role) =>
            new(
                Text(i, "id"),
                Text(i, "shortName"),
                parent,
                shift,
                [.. byCode[Text(i, "code")].Where(s => s.Role == role || s.Role == "referralClerk")]
            );
        Hospital = Make(institutions.First(i => offices.Contains(Text(i!, "code")))!, null, Shift.Ward, "specialist");
        Branches = Below(institutions, Hospital, "townshipCenter", (i, parent) => Make(i, parent, Shift.Branch, "branchDoctor"));
        Villages =
        [
            .. Branches.SelectMany(b =>
                Below(institutions, b, "villageSite", (i, parent) => Make(i, parent, Shift.Village, "villageDoctor"))
            ),
        ];
        VillageNames = [.. blueprint["place"]!["villages"]!.AsArray().Select(v => v!.GetValue<string>())];
        Overseer = staff.Select(s => s.Of).FirstOrDefault(s => s.Role == "operationsOfficer");
        RegionCode = Text(blueprint["place"]!, "regionCode");
    }

    public Site Hospital { get; }

    public IReadOnlyList<Site> Branches { get; }

    public IReadOnlyList<Site> Villages { get; }

    public IReadOnlyList<string> VillageNames { get; }

    public string RegionCode { get; }

    /// <summary>Whoever may take an overdue referral from one place to another.</summary>
    public Staff? Overseer { get; }

    /// <summary>Where someone works.</summary>
    public Site SiteOf(string login) => Villages.Concat(Branches).First(s => s.Staff.Any(m => m.Login == login));

    /// <summary>The clinic that looks after a village: the one that bears its name, else one taken in turn.</summary>
    public Site ClinicOf(string village) =>
        Villages.FirstOrDefault(v => v.ShortName.StartsWith(village, StringComparison.Ordinal))
        ?? Villages[Math.Max(0, VillageNames.ToList().IndexOf(village)) % Villages.Count];

    /// <summary>The department of the hospital that takes a case: the one wanted, its stand-in, or the first there is.</summary>
    public string DepartmentFor(string wanted)
    {
        var there = Hospital.Departments;
        return s_instead.GetValueOrDefault(wanted, []).Prepend(wanted).FirstOrDefault(there.Contains) ?? there[0];
    }

    private static IReadOnlyList<Site> Below(JsonArray institutions, Site parent, string kind, Func<JsonNode, Site, Site> make) =>
        [
            .. institutions
                .Where(i => Text(i!, "kind") == kind && i!["parent"]?.GetValue<string>() == parent.Id)
                .Select(i => make(i!, parent))
                .Where(s => s.Doctors.Count > 0),
        ];

    private static Staff StaffOf(JsonNode staff)
    {
        var post = staff["posts"]![0]!;
        return new(
            Text(staff, "login"),
            Text(staff, "name"),
            post["roles"]![0]!.GetValue<string>(),
            post["department"]?.GetValue<string>()
        );
    }

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
