using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>A lead that takes the cases of its specialty, as the plan routes them. QJ-06, KS-30.</summary>
internal sealed record SpecialtyLead(Site At, string Specialty, int? BelowAge, IReadOnlyList<string>? Prefixes)
{
    public bool Takes(Episode episode) =>
        !(episode.Age >= BelowAge) && Prefixes?.Any(p => episode.Complaint.Code.StartsWith(p, StringComparison.Ordinal)) != false;

    /// <param name="siteOf">code → the place with its doctors</param>
    public static IReadOnlyList<SpecialtyLead> Of(JsonNode blueprint, Func<string, Site> siteOf) =>
        [
            .. from route in blueprint["referral"]!["routes"]?.AsArray() ?? []
            let specialty = $"{route["specialty"]}"
            let lead = blueprint["organization"]!["institutions"]!.AsArray().First(i => Leads(i!, specialty))
            let at = siteOf($"{lead["code"]}")
            where at.Doctors.Count > 0
            select new SpecialtyLead(
                at,
                specialty,
                (int?)route["belowAge"],
                route["diagnosisPrefixes"]?.AsArray().Select(p => $"{p}").ToList()
            ),
        ];

    private static bool Leads(JsonNode institution, string specialty) =>
        institution["memberships"]?.AsArray().Any(m => m!["specialties"]?.AsArray().Any(s => $"{s}" == specialty) == true) == true;
}
