using System.Text.Json.Nodes;
using Yihe.Accounts;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Host.Commands;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>The guide for writing a blueprint suffices by itself: its example founds a working place, it names all there is to write, and its errors are the real ones.</summary>
public abstract class WriteBlueprintTests(TestDb db)
{
    [Fact]
    public async Task In_the_place_of_the_example_a_patient_goes_up_and_comes_down_again()
    {
        var address = await db.Empty();
        await using var console = new StringWriter();
        string[] journey = ["journey", "--blueprint", Path.Combine(Repo.Root, WriteBlueprintGuideTests.Example), "--database", address];
        var code = await CommandLine.Run(journey, console, TestContext.Current.CancellationToken);
        await db.Drop(address);
        Assert.True(code == 0, console.ToString());
        Assert.Contains("两上两下，四程同一病程", console.ToString(), StringComparison.Ordinal);
    }
}

public sealed class WriteBlueprintTestsOnSqlite(SqliteDb db) : WriteBlueprintTests(db), IClassFixture<SqliteDb>;

public sealed class WriteBlueprintTestsOnPostgres(PostgresDb db) : WriteBlueprintTests(db), IClassFixture<PostgresDb>;

/// <summary>The text of the guide against the reader it explains.</summary>
[Trait("kind", "house")]
public class WriteBlueprintGuideTests
{
    internal const string Example = "docs/howto/minimal-blueprint.json";
    private static readonly string Guide = Repo.Text("docs/howto/write-a-blueprint.md");
    private static readonly IReadOnlyList<BlueprintSection> Sections = ModuleList.All.Sections;

    /// <summary>What goes wrong in the example, and the message that the guide explains.</summary>
    public static TheoryData<string, string?> Faulty =>
        new()
        {
            { "place.regionCode", "\"1234\"" },
            { "place.numberPrefix", "\"qh\"" },
            { "calendar.to", "\"07:00\"" },
            { "organization.institutions[qhc].parent", "\"qhw\"" },
            { "organization.institutions[qhy].kind", "\"hospital\"" },
            { "organization.staff[7].login", "\"Wai Ke\"" },
            { "organization.joining.natures", "[\"public\"]" },
            { "story.actors.specialist", "\"nobody\"" },
            { "access.slots.share", "\"0.2\"" },
            { "access.slots.publicDays", "20" },
            { "access.clinics[NK].department", "\"儿科\"" },
            { "insurance.later", """{"up":"nothing","down":"nothing","linkDays":30,"source":"假定"}""" },
            { "referral.limits.answer.priority", null },
            { "referral.slipDay", "14" },
            { "referral.consent", null },
        };

    [Fact]
    public void The_example_is_accepted() => Assert.Empty(BlueprintReader.Read(Repo.Text(Example), Sections).Faults);

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Each_message_it_explains_is_what_the_program_says(string path, string? json)
    {
        var plan = JsonNode.Parse(Repo.Text(Example))!;
        Parameters.Set(plan, path, json is null ? null : JsonNode.Parse(json));
        var fault = Assert.Single(BlueprintReader.Read(plan.ToJsonString(), Sections).Faults);
        Assert.True(Guide.Contains($"{fault}", StringComparison.Ordinal), $"the guide does not show: {fault}");
    }

    [Fact]
    public void Every_name_and_every_choice_a_blueprint_may_hold_stands_in_it()
    {
        var words = Words(BlueprintReader.Schema(Sections)).Distinct();
        var roles = RoleBook.Read(Path.Combine(HostOptions.Home, "knowledge")).All.Select(r => r.Code);
        None(words.Concat(roles).Where(word => !Guide.Contains($"`{word}`", StringComparison.Ordinal)));
    }

    /// <summary>The names of all properties, and the values there are to choose from.</summary>
    private static IEnumerable<string> Words(JsonNode? schema) =>
        schema switch
        {
            JsonObject o => o.SelectMany(e =>
                e.Key == "properties" ? e.Value!.AsObject().SelectMany(p => Words(p.Value).Prepend(p.Key))
                : e.Key == "enum" ? e.Value!.AsArray().Where(v => v is not null).Select(v => $"{v}")
                : Words(e.Value)
            ),
            JsonArray a => a.SelectMany(Words),
            _ => [],
        };
}
