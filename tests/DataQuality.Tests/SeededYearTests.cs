using Xunit;
using Yihe.Basis.Values;
using Yihe.DataQuality.Checks;
using Yihe.Indicators;
using Yihe.Indicators.Counting;
using Yihe.Kernel.Facts;
using Yihe.Testing;

namespace Yihe.DataQuality.Tests;

/// <summary>A year of a seeded county: how many honest doctors would be asked, and how many of those who invent would be found.</summary>
public class SeededYearTests
{
    private const int Many = 120;
    private static readonly DateOnly January = new(2026, 1, 1);
    private static readonly CheckFile File = CheckBook.Read(Repo.Text("knowledge/data-quality.json"), Invented.Kinds, _ => null).File!;

    private static readonly Check Digits = File.Checks.Single(c => c.Code == "visit-digits");

    [Fact]
    public void Honest_doctors_are_hardly_ever_asked()
    {
        Assert.InRange(Share("电子血压计", Invented.Electronic), 0, 0.01);
        Assert.InRange(Share("水银血压计", Invented.Mercury), 0, 0.01);
        Assert.InRange(Share("八次里凑整一次", Invented.Careless), 0, 0.05);
    }

    [Fact]
    public void Those_who_invent_readings_are_found()
    {
        Assert.Equal(1, Share("编造：整数", Invented.Round));
        Assert.InRange(Share("编造：顺口的数", Invented.Likely), 0.98, 1);
        Assert.InRange(Share("编造：抄上次加减几", Invented.Copied), 0, 1); // the digits tell little of these two
        Assert.InRange(Share("编造：随意写、范围宽", Invented.Anything), 0, 0.02);
    }

    [Fact]
    public void Counts_that_rise_and_fall_with_the_season_are_hardly_ever_outliers()
    {
        var (random, check) = (new Random(7), File.Checks.Single(c => c.Code == "outlier-outpatient-visits"));
        var (judged, odd, found) = (0, 0, 0);
        foreach (var unit in Enumerable.Range(0, 31))
        {
            var usual = 30 + (unit * 40);
            var months = Enumerable.Range(0, 24).Select(m => (double)Drawn(random, usual, m)).ToList();
            for (var m = 12; m < 24; m++)
            {
                judged++;
                odd += Is(MeasureState.Odd, Judge.Outlier(check, months[m], months[(m - 12)..m]));
                found += Is(MeasureState.Odd, Judge.Outlier(check, months[m] * 2.5, months[(m - 12)..m]));
            }
        }
        Testing.Figures.Say(
            $"outliers: {odd} of {judged} honest months odd ({(double)odd / judged:P2}); {(double)found / judged:P1} found where told 2.5 times"
        );
        Assert.InRange((double)odd / judged, 0, 0.01);
        Assert.InRange((double)found / judged, 0.9, 1);
    }

    [Fact]
    public void However_the_facts_come_and_are_taken_back_the_tally_is_the_same()
    {
        var random = new Random(11);
        var facts = Invented.Visits(random, Id(1), "d1", January, (Invented.Electronic, 80)).ToList();
        var wrong = Invented.Visits(random, Id(1), "d1", January, (Invented.Round, 60)).ToList();
        var back = wrong.Select(f => f.Countered(Invented.Id(random), f.RecordedAt, ""));
        Fact[] all = [.. facts, .. wrong, .. back];
        var straight = Verdicts(facts, January);
        for (var i = 0; i < 20; i++)
        {
            random.Shuffle(all);
            Assert.Equal(straight, Verdicts(all, January));
        }
    }

    [Fact]
    public void A_doctor_with_too_few_readings_is_judged_together_with_the_others_of_the_place()
    {
        var random = new Random(3);
        var few = Enumerable.Range(0, 5).SelectMany(d => Invented.Visits(random, Id(1), $"d{d}", January, (Invented.Round, 30)));
        var own = Invented.Visits(random, Id(1), "many", January, (Invented.Electronic, Many));
        var judged = Examiner.Of(Tallied(few.Concat(own)), Digits, Invented.Kinds[Digits.Fact!], Month(January)).ToList();
        Assert.Equal(["", "doctor:many"], judged.Select(j => j.Unit.Subject).Order());
        Assert.Equal(MeasureState.Odd, judged.Single(j => j.Unit.Subject.Length == 0).Verdict.State);
        Assert.Equal(MeasureState.Fine, judged.Single(j => j.Unit.Subject.Length > 0).Verdict.State);
    }

    /// <summary>The share of two hundred doctors, each with enough readings to be judged alone, who would be asked at least once in twelve months.</summary>
    private static double Share(string who, Invented.Reader reader)
    {
        const int doctors = 200;
        var random = new Random(2026);
        var visits = Enumerable
            .Range(0, doctors)
            .SelectMany(d =>
                Enumerable
                    .Range(0, 12)
                    .SelectMany(m => Invented.Visits(random, Id(d / 7), $"d{d}", January.AddMonths(m), (reader, 34 + (d % 60))))
            );
        var tally = Tallied(visits);
        var asked = Enumerable
            .Range(2, 10)
            .SelectMany(m => Examiner.Of(tally, Digits, Invented.Kinds[Digits.Fact!], Month(January.AddMonths(m))))
            .Where(j => j.Verdict.State == MeasureState.Odd)
            .Select(j => j.Unit)
            .Distinct()
            .Count();
        Testing.Figures.Say($"{who}: {asked} of {doctors} doctors asked in a year ({(double)asked / doctors:P1})");
        return (double)asked / doctors;
    }

    private static string Verdicts(IEnumerable<Fact> facts, DateOnly month) =>
        string.Join(
            '\n',
            File.Checks.Where(c => c.Fact == Digits.Fact)
                .SelectMany(c => Examiner.Of(Tallied(facts), c, Invented.Kinds[c.Fact!], Month(month)))
                .Select(j => $"{j.Key} {j.Verdict}")
                .Where(v => !v.Contains("来数据", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    private static Tally Tallied(IEnumerable<Fact> facts)
    {
        var tally = new Tally(File.Checks, Invented.Kinds);
        foreach (var fact in facts)
            tally.Add(fact);
        return tally;
    }

    /// <summary>A winter with a quarter more, and chance as of counted people.</summary>
    private static int Drawn(Random random, int usual, int month)
    {
        var mean = usual * (1 + (0.25 * Math.Cos(2 * Math.PI * month / 12)));
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Max(0, mean + (Math.Sqrt(mean) * normal));
    }

    private static int Is(MeasureState state, Verdict verdict) => verdict.State == state ? 1 : 0;

    private static (Period, DateOnly) Month(DateOnly first) => (new Period(PeriodGrain.Month, first), first.AddMonths(1));

    private static InstitutionId Id(int n) => new(new Guid(n, 0, 0, new byte[8]));
}
