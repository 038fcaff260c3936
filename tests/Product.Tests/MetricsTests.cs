using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>Those who run the machine see numbers at <c>/metrics</c>; nobody else sees the page, and nobody is in it.</summary>
public abstract class MetricsTests(TestDb db) : RegionTests(db)
{
    private RunningDemo demo = null!;

    protected override async Task Begin()
    {
        demo = await Region.Serve();
    }

    protected override async Task End() => await demo.DisposeAsync();

    private async Task<double> Value(string name)
    {
        var line = (await demo.Http.GetStringAsync("/metrics", Ct))
            .Split('\n')
            .Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Requests_acts_and_denials_are_counted()
    {
        var village = await Region.Part("villageDoctor");
        await demo.Http.GetAsync("/health/live", Ct);
        Assert.True(await Value("yihe_http_requests_total{code=\"2xx\"}") >= 1);
        var (done, denied) = (
            await Value("yihe_acts_last_minute{outcome=\"done\"}"),
            await Value("yihe_acts_last_minute{outcome=\"denied\"}")
        );
        await Region.Register(village, "钱桂珍");
        Assert.Equal("denied", (await Region.Run("account.list", village, new { })).Refusal?.Code);
        Assert.Equal(done + 1, await Value("yihe_acts_last_minute{outcome=\"done\"}"));
        Assert.Equal(denied + 1, await Value("yihe_acts_last_minute{outcome=\"denied\"}"));
        Assert.True(await Value("process_resident_memory_bytes") > 1_000_000);
        Assert.DoesNotContain("钱桂珍", await demo.Http.GetStringAsync("/metrics", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "10.0.0.5", 404)]
    [InlineData("10.0.0.4, 10.0.0.5", "10.0.0.5", 200)]
    [InlineData("10.0.0.4", "10.0.0.5", 404)]
    [InlineData(null, null, 200)]
    public async Task Other_machines_read_it_only_where_they_are_named(string? named, string? from, int status)
    {
        await using var served = await RunningDemo.Serve(Region.Options with { MetricsFrom = named }, await Region.Twin(), Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        Assert.Equal(status, (int)(await served.Http.SendAsync(request, Ct)).StatusCode);
    }
}

public sealed class MetricsTestsOnSqlite(SqliteDb db) : MetricsTests(db), IClassFixture<SqliteDb>;

public sealed class MetricsTestsOnPostgres(PostgresDb db) : MetricsTests(db), IClassFixture<PostgresDb>;
