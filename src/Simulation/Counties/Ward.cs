using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>A ward of a site, as its people know it.</summary>
/// <param name="Isolates">all its beds are for isolation</param>
internal sealed record Ward(string Code, string Department, string Kind, int Beds, bool Isolates, Site At)
{
    /// <param name="staffed">the site with those who hold a role there; at a hospital its specialists, else the doctors of the branch</param>
    public static Ward Of(JsonNode plan, Func<string, Site> staffed)
    {
        var rooms = plan["rooms"]!.AsArray();
        var at = staffed("specialist") is { Doctors.Count: > 0 } hospital ? hospital : staffed("branchDoctor");
        return new(
            $"{plan["code"]}",
            $"{plan["department"]}",
            $"{plan["kind"]}",
            rooms.Sum(r => r!["beds"]!.GetValue<int>()),
            rooms.All(r => r!["isolation"]?.GetValue<bool>() == true),
            at
        );
    }

    public Staff Doctor => At.DoctorOf(Department);

    /// <summary>They have to leave the day they come.</summary>
    public bool IsDay => Kind == "day";

    /// <summary>What brings people here: what its department takes, else anything that needs a specialist.</summary>
    public IReadOnlyList<Complaint> Takes(IReadOnlyList<Complaint> complaints)
    {
        var own = complaints.Where(c => Place.DepartmentFor(At, Course.For(c.Code).Department) == Department).ToList();
        return own.Count > 0 ? own : complaints;
    }
}
