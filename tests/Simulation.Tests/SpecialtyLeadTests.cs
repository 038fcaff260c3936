using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Simulation.Counties;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Tests;

/// <summary>Where a place leads by specialty, its people go to the lead of theirs.</summary>
public class SpecialtyLeadTests
{
    private static readonly DateOnly Today = new(2026, 11, 19);

    [Theory]
    [InlineData("qijiang", "fb", "jw")]
    [InlineData("kunshan", "fb", "jw")]
    [InlineData("county", null, null)]
    public void Children_and_psychiatric_cases_go_to_the_lead_of_their_specialty(string place, string? forChildren, string? psychiatric)
    {
        var blueprint = JsonNode.Parse(File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", $"{place}.json")))!;
        var leads = SpecialtyLead.Of(blueprint, code => new Site(code, code, code, null, Shift.Ward, [new("x", "x", "specialist", null)]));
        string? Lead(int age, string code) => leads.FirstOrDefault(l => l.Takes(Case(age, code)))?.At.Code;
        Assert.Equal(forChildren, Lead(6, "J18.000"));
        Assert.Equal(psychiatric, Lead(41, "F32.900"));
        Assert.NotEqual("fb", Lead(41, "J18.000"));
    }

    private static Episode Case(int age, string code)
    {
        var people = Population.Create(1, 400, Today, "999901", ["一村"]);
        var complaint = new Complaint(code, "测试", "测试", 1, 0, 120, null);
        var random = new Random(1);
        var person = people.MinBy(p => Math.Abs(p.AgeOn(Today) - age))!;
        return Illness.Next(random, person, Today, [complaint]);
    }
}
