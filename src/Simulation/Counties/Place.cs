using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>The lie of the land: villages under their branches under the general hospital, and which department takes what.</summary>
internal sealed class Place
{
    private static readonly Dictionary<string, string[]> s_instead = Table
        .Embedded("departments.tsv")
        .ToDictionary(row => row[0], row => row[1].Split(' '));

    private readonly Dictionary<Site, Staff?> overseers;
    private readonly Dictionary<string, string?> groups;
    private readonly Dictionary<string, string> covered;
    private readonly IReadOnlyList<SpecialtyLead> leads;
    private readonly IReadOnlyList<(string Home, Staff Of)> everyone;

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
                Text(i, "code"),
                Text(i, "shortName"),
                parent,
                shift,
                [.. byCode[Text(i, "code")].Where(s => s.Role == role || s.Role == "referralClerk")]
            );
        var branches = institutions.ToLookup(i => Text(i!, "kind") == "townshipCenter" ? HospitalOf(i!, institutions, offices) : null);
        var hospitals = institutions
            .Where(i => branches.Contains(Text(i!, "id")))
            .ToDictionary(i => Make(i!, null, Shift.Ward, "specialist"), i => Group(i!));
        Hospital = hospitals.Keys.First();
        Branches =
        [
            .. hospitals
                .Keys.SelectMany(h => branches[h.Id].Select(i => Make(i!, h, Shift.Branch, "branchDoctor")))
                .Where(b => b.Doctors.Count > 0),
        ];
        Villages =
        [
            .. Branches.SelectMany(b =>
                Below(institutions, b, "villageSite", (i, parent) => Make(i, parent, Shift.Village, "villageDoctor"))
            ),
        ];
        var known = hospitals.Keys.ToDictionary(h => h.Code);
        leads = SpecialtyLead.Of(
            blueprint,
            code =>
                known.GetValueOrDefault(code) ?? Make(institutions.First(i => Text(i!, "code") == code)!, null, Shift.Ward, "specialist")
        );
        Wards =
        [
            .. (blueprint["access"]!["wards"]?.AsArray() ?? [])
                .Where(w => $"{w!["selling"]}" != "allotted")
                .Select(w => Ward.Of(w!, role => Make(At(institutions, w!), null, Shift.Ward, role)))
                .Where(w => w.At.Doctors.Count > 0),
        ];
        everyone = [.. staff];
        VillageNames = [.. blueprint["place"]!["villages"]!.AsArray().Select(v => v!.GetValue<string>())];
        groups = institutions.ToDictionary(i => Text(i!, "code"), i => Group(i!));
        overseers = hospitals.ToDictionary(
            h => h.Key,
            h => staff.Where(s => groups[s.Home] == h.Value).Select(s => s.Of).FirstOrDefault(s => s.Role == "operationsOfficer")
        );
        covered = (blueprint["organization"]!["villageCover"]?["villages"]?.AsArray() ?? []).ToDictionary(
            v => Text(v!, "village"),
            v => Text(v!, "by")
        );
        RegionCode = Text(blueprint["place"]!, "regionCode");
    }

    /// <summary>The first of the hospitals that branches stand below.</summary>
    public Site Hospital { get; }

    public IReadOnlyList<Site> Branches { get; }

    public IReadOnlyList<Site> Villages { get; }

    public IReadOnlyList<string> VillageNames { get; }

    public string RegionCode { get; }

    /// <summary>The wards whose beds are given here and that have somebody to run them.</summary>
    public IReadOnlyList<Ward> Wards { get; }

    /// <summary>Those who open the times of their institution's clinics.</summary>
    public IEnumerable<Staff> Publishers => Holding("accessClerk").Select(s => s.Of);

    /// <summary>Those who answer for an institution.</summary>
    public IEnumerable<Staff> Directors => Holding("director").Select(s => s.Of);

    /// <summary>Whoever takes in what other systems count.</summary>
    public Staff? Statistician => Holding("statistician").Select(s => s.Of).FirstOrDefault();

    /// <summary>Whoever brings in the lists of a place and what its own system knows, where its consortium has somebody to do it.</summary>
    public Staff? ArchivistOver(Site clinic) =>
        Holding("recordClerk").LastOrDefault(s => groups[s.Home] is { } group && group == groups[clinic.Code]).Of;

    private IEnumerable<(string Home, Staff Of)> Holding(string role) => everyone.Where(s => s.Of.Role == role);

    /// <summary>Whoever may take an overdue referral from one place to another.</summary>
    public Staff? OverseerOf(Site hospital) => overseers[hospital];

    /// <summary>Where someone works.</summary>
    public Site SiteOf(string login) => Villages.Concat(Branches).First(s => s.Staff.Any(m => m.Login == login));

    /// <summary>The clinic that looks after a village: the one that covers it or bears its name, else one taken in turn.</summary>
    public Site ClinicOf(string village) =>
        Branches.Concat(Villages).FirstOrDefault(s => covered.GetValueOrDefault(village) == s.Code)
        ?? Villages.FirstOrDefault(v => v.ShortName.StartsWith(village, StringComparison.Ordinal))
        ?? Villages[Math.Max(0, VillageNames.ToList().IndexOf(village)) % Villages.Count];

    /// <summary>The institution comes to this village itself.</summary>
    public bool Covers(Site site, string village) => covered.GetValueOrDefault(village) == site.Code;

    /// <summary>The lead that the plan sends a case to, else the hospital of the clinic; and the department there.</summary>
    public (Site At, string Department) Above(Villager villager, Episode episode) =>
        leads.FirstOrDefault(l => l.Takes(episode)) is { } lead
            ? (lead.At, DepartmentFor(lead.At, lead.At.Departments.Contains(lead.Specialty) ? lead.Specialty : episode.Course.Department))
            : (villager.Clinic.Hospital, DepartmentFor(villager.Clinic.Hospital, episode.Course.Department));

    /// <summary>The department of the hospital that takes a case: the one wanted, its stand-in, or the first there is.</summary>
    public static string DepartmentFor(Site hospital, string wanted)
    {
        var there = hospital.Departments;
        return s_instead.GetValueOrDefault(wanted, []).Prepend(wanted).FirstOrDefault(there.Contains) ?? there[0];
    }

    /// <summary>Its parent where that has an office, else the first office of its consortium.</summary>
    private static string? HospitalOf(JsonNode branch, JsonArray institutions, HashSet<string> offices) =>
        institutions
            .Where(i => offices.Contains(Text(i!, "code")))
            .OrderByDescending(i => Text(i!, "id") == $"{branch["parent"]}")
            .Where(i => Text(i!, "id") == $"{branch["parent"]}" || (branch["parent"] is null && Group(i!) == Group(branch)))
            .Select(i => Text(i!, "id"))
            .FirstOrDefault();

    private static JsonNode At(JsonArray institutions, JsonNode ward) =>
        institutions.First(i => Text(i!, "code") == Text(ward, "institution"))!;

    private static string? Group(JsonNode institution) => institution["consortium"]?.GetValue<string>();

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
