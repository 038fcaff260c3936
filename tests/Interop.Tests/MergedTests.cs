using System.Text.Json.Nodes;

namespace Yihe.Interop.Tests;

/// <summary>Residents that were merged, as other systems see them.</summary>
public abstract class MergedTests(TestDb db) : FhirTests(db)
{
    [Fact]
    public async Task Merged_residents_are_linked_and_found_together_and_apart_again_as_before()
    {
        var (village, clerk) = (await Region.Part("villageDoctor"), await Region.Part("recordClerk"));
        var (stays, goes) = (await Region.Register(village, "吴桂珍"), await Region.Register(village, "吴桂贞"));
        await Region.Visit(village, stays);
        await Region.Refer(village, "gh", department: "心血管内科", resident: goes);
        Assert.Empty(await Found($"Encounter?patient={stays}"));
        var before = Text(await Send("GET", $"Patient/{goes}"));
        await Region.Must(
            "merge.make",
            clerk,
            new
            {
                stays,
                goes,
                reason = "持两张证件",
            }
        );
        var gone = Json(await Send("GET", $"Patient/{goes}"));
        Assert.Equal("False", gone["active"]!.ToString(), ignoreCase: true);
        Assert.Equal(("replaced-by", $"Patient/{stays}"), LinkOf(gone));
        Assert.Equal(("replaces", $"Patient/{goes}"), LinkOf(Json(await Send("GET", $"Patient/{stays}"))));
        foreach (var id in new[] { stays, goes })
        {
            Assert.Equal(2, (await Found($"Encounter?patient={id}")).Length);
            Assert.Equal(2, (await Found($"Encounter?subject=Patient/{id}")).Length);
        }
        await Region.Must("merge.part", clerk, new { id = goes, reason = "是两个人" });
        Assert.Empty(await Found($"Encounter?patient={stays}"));
        Assert.Single(await Found($"Encounter?patient={goes}"));
        Assert.Equal(before, Text(await Send("GET", $"Patient/{goes}")));
    }

    private static (string, string) LinkOf(JsonNode patient) =>
        (patient["link"]![0]!["type"]!.GetValue<string>(), patient["link"]![0]!["other"]!["reference"]!.GetValue<string>());
}

public sealed class MergedOnSqlite(SqliteDb db) : MergedTests(db), IClassFixture<SqliteDb>;

public sealed class MergedOnPostgres(PostgresDb db) : MergedTests(db), IClassFixture<PostgresDb>;
