namespace Yihe.Matching.Tests;

/// <summary>How well records of one person are found: outside sets with known answers, and lists made up in other ways than those the rules were written for.</summary>
public class QualityTests
{
    private static readonly string? s_outside = Environment.GetEnvironmentVariable("YIHE_OUTSIDE_DATA");

    private const string FebrlMap = """
        { "id": "rec_id", "columns": { "given_name": "given_name", "surname": "surname", "street_number": "number", "address_1": "address",
          "address_2": "address", "suburb": "suburb", "postcode": "postcode", "state": "state", "date_of_birth": "date_of_birth", "soc_sec_id": "soc_sec_id" } }
        """;

    /// <summary>rec-12-org, rec-12-dup-0 → rec-12</summary>
    private static string PersonOf(string id) => string.Join('-', id.Split('-').Take(2));

    [Theory]
    [InlineData("dataset1.csv", 500)]
    [InlineData("dataset2.csv", 1934)]
    public void The_FEBRL_sets_are_resolved(string file, int truth)
    {
        Assert.SkipWhen(s_outside is null, "YIHE_OUTSIDE_DATA is not set");
        var (map, _) = ListMap.Read(FebrlMap, Sample.Rules);
        var (roster, refusal) = Lists.RosterOf([Path.Combine(s_outside, "febrl", file)], map, Sample.Rules);
        Assert.Null(refusal);
        var pairs = new Matcher(roster, Sample.Rules).Run(null, TestContext.Current.CancellationToken);
        var right = pairs.Count(p => PersonOf(roster.Ids[p.Left]) == PersonOf(roster.Ids[p.Right]));
        var quality = new Sample.Quality(truth, pairs.Count, right);
        Assert.True(quality.F1 >= 0.993, quality.ToString());
    }

    /// <summary>People, most copies, errors per copy, gaps per mille, seed; what F1 must be reached.</summary>
    [Theory]
    [InlineData(1500, 1, 3, 20, 101, 0.995)]
    [InlineData(1500, 1, 8, 60, 102, 0.985)]
    [InlineData(500, 6, 6, 40, 103, 0.985)]
    [InlineData(1500, 1, 4, 250, 104, 0.97)]
    [InlineData(250, 1, 5, 50, 105, 0.98)]
    public void Other_English_lists_are_resolved(int people, int copies, int errors, int gaps, int seed, double bar) =>
        Reaches(bar, new EnglishSample(people, copies, errors, gaps, seed).Make());

    [Fact]
    public void English_lists_without_a_number_are_resolved() =>
        Reaches(0.985, new EnglishSample(1500, 1, 4, 40, 106).Make().Without("soc_sec_id"));

    /// <summary>People, copies, twins, errors, gaps per mille, seed; what F1 must be reached.</summary>
    [Theory]
    [InlineData(2500, 400, 10, 150, 150, 201, 0.985)]
    [InlineData(2500, 400, 20, 300, 250, 202, 0.955)]
    [InlineData(600, 800, 10, 200, 150, 203, 0.985)]
    [InlineData(2500, 300, 150, 150, 150, 204, 0.985)]
    [InlineData(350, 400, 20, 200, 150, 205, 0.975)]
    public void Chinese_lists_are_resolved(int people, int copies, int twins, int errors, int gaps, int seed, double bar) =>
        Reaches(bar, new ChineseSample(people, copies, twins, errors, gaps, seed).Make());

    [Fact]
    public void Chinese_lists_without_an_identity_number_are_resolved() =>
        Reaches(0.96, new ChineseSample(2500, 400, 20, 150, 150, 206).Make().Without("身份证号"));

    [Fact]
    public void Two_lists_are_matched_with_each_other_alone()
    {
        var sample = new ChineseSample(2500, 500, 10, 150, 150, 207).Make();
        var half = sample.Records.Count / 2;
        var pairs = new Matcher(sample.Roster(half), Sample.Rules).Run(null, TestContext.Current.CancellationToken);
        Assert.All(pairs, p => Assert.True(p.Left < half && p.Right >= half));
        var quality = sample.Judge(half);
        Assert.True(quality.F1 >= 0.98, quality.ToString());
    }

    [Fact]
    public void Where_nobody_stands_twice_next_to_nobody_is_found()
    {
        Assert.True(new EnglishSample(3000, 0, 3, 60, 301).Make().Judge().Found <= 1);
        Assert.True(new ChineseSample(3000, 0, 30, 150, 150, 302).Make().Judge().Found <= 3);
        Assert.True(new ChineseSample(3000, 0, 30, 150, 150, 303).Make().Without("身份证号").Judge().Found <= 6);
    }

    [Fact]
    public void The_same_file_gives_the_same_pairs_every_time()
    {
        var sample = new ChineseSample(800, 400, 20, 200, 200, 401).Make();
        Assert.Equal(
            new Matcher(sample.Roster(), Sample.Rules).Run(null, TestContext.Current.CancellationToken),
            new Matcher(sample.Roster(), Sample.Rules).Run(null, TestContext.Current.CancellationToken)
        );
    }

    private static void Reaches(double bar, Sample sample)
    {
        var quality = sample.Judge();
        Assert.True(quality.F1 >= bar, quality.ToString());
    }
}
