using System.Diagnostics;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>How long an answer takes does not tell whether a record exists that one may not see. S2.</summary>
[Collection(TimedCollection.Name)]
public class ForeignTimeTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    [Theory]
    [InlineData("residents", "resident")]
    [InlineData("referrals", "referral")]
    public async Task What_is_anothers_takes_as_long_as_what_is_not_there(string what, string thing)
    {
        var theirs = (await OneOfEach.In(served, "周芳兰"))[thing];
        var stranger = await served.As("zhaoyulan");
        var times = new[] { new List<double>(), [] };
        for (var i = 0; i < Deep.Of(80, 1_000); i++)
            foreach (var n in new[] { i % 2, 1 - (i % 2) })
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal(404, (await stranger.Get($"/api/{what}/{(n == 0 ? theirs : Requests.NewId())}")).Code);
                times[n].Add(watch.Elapsed.TotalMilliseconds);
            }
        var (foreign, missing) = (Median(times[0]), Median(times[1]));
        Figures.Say($"/api/{what}: {foreign:0.00} ms for another's, {missing:0.00} ms for nothing");
        var apart = Deep.Asked ? 1.2 : 1.6; // a few tries on a busy machine blur; before, it was three times as long
        Assert.InRange(foreign / missing, 1 / apart, apart);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
