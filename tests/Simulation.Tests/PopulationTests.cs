using Yihe.Host;
using Yihe.Simulation.People;
using Yihe.Testing;
using static Yihe.Testing.Faults;
using IdentityNumber = Yihe.Basis.Values.IdentityNumber;

namespace Yihe.Simulation.Tests;

/// <summary>The invented people are the same for the same seed, and could be people: their numbers, ages, families and illnesses fit together.</summary>
public class PopulationTests
{
    private const int Count = 4_000;
    private static readonly DateOnly Today = new(2026, 11, 19);
    private static readonly string[] Villages = ["上河村", "下河村", "柳湾村", "石桥村"];
    private static readonly IReadOnlyList<Person> People = Create(20260101);
    private static readonly IReadOnlyList<Complaint> Complaints = Complaint.Parse(Knowledge("complaints.tsv"), Knowledge("diagnoses.tsv"));

    private static IReadOnlyList<Person> Create(int seed) => Population.Create(seed, Count, Today, "999901", Villages);

    private static string Knowledge(string file) => File.ReadAllText(Path.Combine(HostOptions.Home, "knowledge", file));

    private static string Told(Person person) => person with { Chronic = [] } + string.Join(',', person.Chronic);

    [Fact]
    public void The_same_seed_gives_the_same_people_and_another_gives_others()
    {
        Assert.Equal(People.Select(Told), Create(20260101).Select(Told));
        Assert.True(People.Zip(Create(7)).Count(p => p.First.IdentityNumber == p.Second.IdentityNumber) < Count / 100);
    }

    [Fact]
    public void The_same_seed_gives_the_same_illnesses() => Assert.Equal(Illnesses(3), Illnesses(3));

    private static List<string> Illnesses(int seed)
    {
        var random = new Random(seed);
        return [.. People.Take(500).Select(p => Illness.Next(random, p, Today, Complaints).ToString())];
    }

    [Fact]
    public void Every_identity_number_is_valid_unique_and_says_the_birthday_and_sex()
    {
        Assert.Equal(Count, People.Select(p => p.IdentityNumber).Distinct().Count());
        None(
            from person in People
            let number = IdentityNumber.Parse(person.IdentityNumber, Today)
            let odd = (person.IdentityNumber[16] - '0') % 2 == 1
            where
                number.Refusal is not null
                || number.Value.BirthDate != person.BirthDate
                || odd != (person.Sex == Sex.Male)
                || person.IdentityNumber[..6] != "999901"
            select $"{person}"
        );
    }

    [Fact]
    public void Phones_are_of_a_series_nobody_has_and_shared_only_at_home() =>
        None(
            from same in People.Where(p => p.Phone is not null).GroupBy(p => p.Phone)
            where
                !same.Key!.StartsWith("154", StringComparison.Ordinal)
                || same.Key.Length != 11
                || same.Select(p => p.HouseholdNo).Distinct().Count() > 1
            select $"{same.Key}"
        );

    [Fact]
    public void Families_make_sense()
    {
        None(
            from home in People.GroupBy(p => p.HouseholdNo)
            let ages = home.Select(p => p.AgeOn(Today)).ToList()
            let children = ages.Where(a => a < 16).ToList()
            where
                home.Count() > 6
                || home.Select(p => p.Address).Distinct().Count() > 1
                || ages.Exists(a => a is < 0 or > 100)
                || (children.Count > 0 && !ages.Exists(a => a - children.Max() is >= 18 and <= 66))
            select $"{home.Key}: {string.Join(' ', ages)}"
        );
        Assert.InRange(People.GroupBy(p => p.HouseholdNo).Average(h => h.Count()), 1.8, 3.5);
    }

    [Fact]
    public void The_county_is_as_old_and_as_ill_as_inland_counties_are()
    {
        double Share(Func<Person, bool> what, Func<Person, bool>? of = null) =>
            People.Where(of ?? (_ => true)).Average(p => what(p) ? 1.0 : 0);
        Assert.InRange(Share(p => p.AgeOn(Today) >= 60), 0.2, 0.5);
        Assert.InRange(Share(p => p.AgeOn(Today) < 15), 0.06, 0.25);
        Assert.InRange(Share(p => p.Sex == Sex.Male), 0.45, 0.56);
        Assert.InRange(Share(p => p.Chronic.Contains("I10.x00"), of: p => p.AgeOn(Today) >= 60), 0.35, 0.7);
        Assert.Equal(0, Share(p => p.Chronic.Contains("I10.x00"), of: p => p.AgeOn(Today) < 18));
        Assert.InRange(People.Select(p => p.Name).Distinct().Count(), Count / 2, Count - 1);
    }

    [Fact]
    public void Illnesses_fit_the_person()
    {
        var random = new Random(11);
        var wrong =
            from person in People
            let age = person.AgeOn(Today)
            let illness = Illness.Next(random, person, Today, Complaints)
            let fits = Complaints.Any(c =>
                c.Code == illness.Complaint.Code
                && c.Text == illness.Complaint.Text
                && c.AgeFrom <= Math.Min(age, 95)
                && age <= Math.Max(c.AgeTo, 95)
                && (c.Sex ?? person.Sex) == person.Sex
            )
            where
                !fits
                || illness.Vitals.Diastolic >= illness.Vitals.Systolic
                || (age < 18 && illness.Vitals.Systolic is not null)
                || illness.Vitals.Temperature is < 35 or > 41
                || illness.Days is < 1 or > 30
                || new[] { ClinicalText.Referral(illness), ClinicalText.Discharge(illness), Prescription.Write(illness) }.Any(t =>
                    t.Contains('{', StringComparison.Ordinal)
                )
                || (
                    person.Allergy?.StartsWith("青霉素", StringComparison.Ordinal) == true
                    && Prescription.Write(illness).Contains("阿莫西林", StringComparison.Ordinal)
                )
            select $"{person.Sex} {age} {illness}";
        None(wrong.Take(5));
    }
}
