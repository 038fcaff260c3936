using System.Text.Json.Nodes;
using Yihe.Host;

namespace Yihe.Simulation.Tests;

/// <summary>What the plans of the places list is in their files, no more and no less.</summary>
public class PlaceTests
{
    /// <summary>KS-17, KS-19, KS-108.</summary>
    [Fact]
    public void Kunshan_is_one_consortium_of_two_leads_and_the_thirty_institutions_of_three_zones()
    {
        var plan = Plan("kunshan");
        var listed = Institutions(plan).Where(i => $"{i["source"]}".Contains("KS-108", StringComparison.Ordinal)).ToList();
        var zones = listed.GroupBy(i => $"{i["memberships"]![0]!["zone"]}").ToDictionary(z => z.Key, z => z.Count());
        Assert.Equal(30, listed.Count);
        Assert.Equal((13, 12, 5), (zones["市一院管理片区"], zones["中医院管理片区"], zones["高新区管理片区"]));
        Assert.Single(plan["organization"]!["consortia"]!.AsArray());
        Assert.Equal(["s1", "zy"], listed.Where(i => $"{i["memberships"]![0]!["role"]}" == "lead").Select(i => $"{i["code"]}"));
        Assert.Equal("周庄医院", $"{Assert.Single(listed, i => i["joined"] is not null)["shortName"]}");
        foreach (var also in new[] { "花桥医院", "陆家医院", "张浦医院", "周市医院", "巴城医院" })
            Assert.Single(listed, i => $"{i["secondName"]}" == also);
    }

    /// <summary>XX-08, XX-11, XX-13.</summary>
    [Fact]
    public void The_county_is_one_hospital_whose_townships_bear_its_plate_beside_their_own_name()
    {
        var institutions = Institutions(Plan("county"));
        var hospital = Assert.Single(institutions, i => $"{i["memberships"]?[0]!["role"]}" == "lead");
        var townships = institutions.Where(i => $"{i["kind"]}" == "townshipCenter").ToList();
        Assert.Contains(townships, i => $"{i["name"]}".Contains("城关", StringComparison.Ordinal));
        Assert.All(townships, i => Assert.Equal($"{hospital["name"]}{i["shortName"]}", $"{i["secondName"]}"));
        Assert.All(townships, i => Assert.Equal($"{hospital["code"]}", $"{i["parent"]}"));
        var codes = townships.Select(i => $"{i["code"]}").ToList();
        Assert.All(institutions.Where(i => $"{i["kind"]}" == "villageSite"), i => Assert.Contains($"{i["parent"]}", codes));
        Assert.All(townships, i => Assert.NotNull(i["memberships"]));
    }

    /// <summary>QJ-04, QJ-06.</summary>
    [Fact]
    public void Qijiang_is_one_consortium_of_all_that_is_public_led_by_specialty_from_five_kinds_of_institutions()
    {
        var plan = Plan("qijiang");
        Assert.Single(plan["organization"]!["consortia"]!.AsArray());
        var leads = Institutions(plan).Where(i => $"{i["memberships"]?[0]!["role"]}" == "lead").ToList();
        Assert.Equal(5, leads.Select(i => $"{i["kind"]}").Distinct().Count());
        var specialties = leads.SelectMany(i => i["memberships"]![0]!["specialties"]!.AsArray().Select(s => $"{s}")).ToList();
        Assert.Equal(specialties.Distinct(), specialties);
        var care = Institutions(plan).Where(i => $"{i["kind"]}" is "townshipCenter" or "villageSite").ToList();
        Assert.All(care, i => Assert.Equal("member", $"{i["memberships"]?[0]!["role"]}"));
        var free = Assert.Single(Institutions(plan), i => $"{i["nature"]}" == "private");
        Assert.Equal("false", $"{free["joined"]}");
        Assert.Equal(["private"], plan["organization"]!["joining"]!["natures"]!.AsArray().Select(n => $"{n}"));
    }

    /// <summary>GZ-09, GZ-10, GZ-67.</summary>
    [Fact]
    public void In_the_city_of_grids_a_hospital_of_Chinese_medicine_may_lead_and_some_serve_every_grid()
    {
        var institutions = Institutions(Plan("guizhou"));
        var leads = institutions.Where(i => $"{i["memberships"]?[0]!["role"]}" == "lead").ToList();
        Assert.Equal(["generalHospital", "tcmHospital"], leads.Select(i => $"{i["kind"]}").Order());
        Assert.All(leads, i => Assert.Equal("tertiary", $"{i["level"]}"));
        List<string> Roles(string kind, string role) =>
            [
                .. institutions
                    .Where(i => $"{i["kind"]}" == kind)
                    .SelectMany(i => i["memberships"]!.AsArray().Where(m => $"{m!["role"]}" == role).Select(m => $"{m!["consortium"]}")),
            ];
        Assert.Equal(["bei", "nan"], Roles("maternalHospital", "serving").Order());
        Assert.Equal(["bei"], Roles("rehabilitationHospital", "serving"));
        Assert.Equal(["bei", "bei", "nan", "nan"], Roles("generalHospital", "partner").Order());
    }

    /// <summary>WJ-42, WJ-43.</summary>
    [Fact]
    public void Wujiang_has_one_core_and_link_hospitals_that_bear_its_plate()
    {
        var institutions = Institutions(Plan("wujiang"));
        var core = Assert.Single(institutions, i => $"{i["level"]}" == "tertiary");
        Assert.Equal("lead", $"{core["memberships"]![0]!["role"]}");
        var links = institutions.Where(i => $"{i["level"]}" == "secondary").ToList();
        Assert.All(links, i => Assert.StartsWith("太湖人民医院", $"{i["secondName"]}", StringComparison.Ordinal));
        Assert.Equal(2, links.Count);
    }

    private static List<JsonNode> Institutions(JsonNode plan) => [.. plan["organization"]!["institutions"]!.AsArray().Select(i => i!)];

    private static JsonNode Plan(string place) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", $"{place}.json")))!;
}
