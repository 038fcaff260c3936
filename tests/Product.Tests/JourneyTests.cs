using System.Text.Json.Nodes;
using Yihe.Host.Commands;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>The patient's journey through the public door, from the village up and back again, then the database verified.</summary>
public abstract class JourneyTests(TestDb db)
{
    [Theory]
    [InlineData("county")]
    [InlineData("guizhou")]
    [InlineData("qijiang")]
    [InlineData("kunshan")]
    [InlineData("wujiang")]
    public async Task The_whole_journey_succeeds_and_verifies(string blueprint)
    {
        var address = await db.Empty();
        await using var console = new StringWriter();
        var code = await CommandLine.Run(
            ["journey", "--blueprint", blueprint, "--database", address],
            console,
            TestContext.Current.CancellationToken
        );
        await db.Drop(address);
        Assert.True(code == 0, console.ToString());
        Assert.Matches(
            $@"journey {Path.GetFileNameWithoutExtension(blueprint)}: \d\d+ steps, \d\d+ checks, 0 failed\s*$",
            console.ToString()
        );
    }
}

public sealed class JourneyTestsOnSqlite(SqliteDb db) : JourneyTests(db), IClassFixture<SqliteDb>
{
    [Fact]
    public async Task Where_doctors_need_a_code_too_the_journey_is_the_same()
    {
        var plan = JsonNode.Parse(TestRegion.County)!;
        plan["security"]!["secondFactorRoles"] = new JsonArray("villageDoctor", "specialist");
        var path = Path.Combine(Directory.CreateTempSubdirectory("yihe-codes-").FullName, "codes.json");
        await File.WriteAllTextAsync(path, plan.ToJsonString(), TestContext.Current.CancellationToken);
        await The_whole_journey_succeeds_and_verifies(path);
    }
}

public sealed class JourneyTestsOnPostgres(PostgresDb db) : JourneyTests(db), IClassFixture<PostgresDb>;
