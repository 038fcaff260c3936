using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Yihe.Interop.Tests;

/// <summary>What others made is taken whole: Synthea's transactions, and the official example of every type.</summary>
public abstract class OutsideTests(TestDb db) : FhirTests(db)
{
    private static readonly string? Outside = Environment.GetEnvironmentVariable("YIHE_OUTSIDE_DATA");

    /// <summary>Official examples that leave out what their own definition requires, and what.</summary>
    private static readonly Dictionary<string, string> NotR4 = new() { ["Questionnaire/qs1"] = "linkId" };

    [Fact]
    public async Task Every_transaction_of_Synthea_is_accepted_and_nothing_is_missing()
    {
        Assert.SkipWhen(Outside is null, "YIHE_OUTSIDE_DATA is not set");
        var expected = new Dictionary<string, int> { ["Organization"] = await Count("Organization") };
        foreach (var file in Directory.GetFiles(Path.Combine(Outside!, "synthea_r4"), "*.json").Take(Deep.Of(2, 100)))
        {
            var bytes = await File.ReadAllBytesAsync(file, Ct);
            foreach (var entry in JsonNode.Parse(bytes)!["entry"]!.AsArray())
            {
                var type = entry!["resource"]!["resourceType"]!.GetValue<string>();
                expected[type] = expected.GetValueOrDefault(type) + 1;
            }
            var reply = await Send("POST", "", bytes);
            Assert.True(reply.Status == 200, Text(reply));
        }
        foreach (var (type, count) in expected)
            Assert.Equal(count, await Count(type));
        Assert.Empty(await Region.Findings());
    }

    private async Task<int> Count(string type) => (await Must("GET", $"{type}?_summary=count"))["total"]!.GetValue<int>();

    [Fact]
    public async Task Every_official_example_is_accepted_and_comes_back_equal()
    {
        var folder =
            Deep.Asked ? Npm.Folder("examples", "hl7.fhir.r4.examples")
            : Outside is null ? null
            : Path.Combine(Outside, "fhir_r4_examples");
        Assert.SkipWhen(folder is null, "YIHE_OUTSIDE_DATA is not set");
        var (faults, seen) = (new List<string>(), new HashSet<string>());
        foreach (var file in Directory.GetFiles(folder!, "*-*.json").Order().Where((_, n) => Deep.Asked || n % 3 == 0))
        {
            var text = await File.ReadAllTextAsync(file, Ct);
            var resource = JsonNode.Parse(text)!;
            if (
                resource["resourceType"]?.GetValue<string>() is not { } type
                || resource["id"]?.GetValue<string>() is not { } id
                || !seen.Add($"{type}/{id}")
            )
                continue;
            var reply = await Send("PUT", $"{type}/{id}", text);
            if (NotR4.TryGetValue($"{type}/{id}", out var missing))
                Assert.Contains(missing, Text(reply), StringComparison.Ordinal);
            else if (reply.Status != 201)
                faults.Add($"{Path.GetFileName(file)}: {Text(reply)}");
            else if (!JsonNode.DeepEquals(Bare(resource), Bare(Json(await Send("GET", $"{type}/{id}")))))
                faults.Add($"{Path.GetFileName(file)} came back changed");
        }
        Assert.NotEmpty(seen);
        Figures.Say($"{seen.Count} examples, {faults.Count} faults");
        Faults.None(faults);
    }

    /// <summary>Without what every server sets itself.</summary>
    private static JsonObject Bare(JsonNode resource)
    {
        var copy = resource.DeepClone().AsObject();
        if (copy["meta"] is JsonObject meta)
        {
            meta.Remove("versionId");
            meta.Remove("lastUpdated");
            if (meta.Count == 0)
                copy.Remove("meta");
        }
        return copy;
    }
}

public sealed class OutsideOnSqlite(SqliteDb db) : OutsideTests(db), IClassFixture<SqliteDb>;

public sealed class OutsideOnPostgres(PostgresDb db) : OutsideTests(db), IClassFixture<PostgresDb>;
