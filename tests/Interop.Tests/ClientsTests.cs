using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Yihe.Interop.Tests;

/// <summary>Over HTTP: two clients that nobody here wrote, a validator likewise, and what the guide tells a stranger to type.</summary>
public abstract partial class ClientsTests(ServedRegion served)
{
    private static readonly string Definitions = Path.Combine(
        Repo.Root,
        "src",
        "Modules",
        "Interop",
        "node_modules",
        "@medplum",
        "definitions"
    );

    private string Base => served.Demo.Address + "/fhir";

    private async Task<string> Token(string institution = "gh")
    {
        var administrator = await served.As(served.Story["securityAdministrator"]);
        var token = await administrator.Must(
            "/api/tokens",
            new
            {
                name = $"HIS {Guid.CreateVersion7(served.Region.Clock.GetUtcNow())}",
                institution = (await served.Region.Institution(institution)).Id,
                permissions = FhirTests.All,
                until = served.Region.Clock.GetUtcNow().Day().AddDays(30),
            }
        );
        return token["secret"]!.GetValue<string>();
    }

    [Theory]
    [InlineData("fhir-kit")]
    [InlineData("medplum")]
    public async Task A_client_nobody_here_wrote_creates_searches_pages_and_reads_history(string client)
    {
        var home = Path.GetDirectoryName(Path.GetDirectoryName(Npm.Folder("clients", "fhir-kit-client")))!;
        Assert.Contains("ok", Npm.Run(home, "node", "clients.mjs", Base, await Token(), client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_answers_are_valid_to_a_validator_nobody_here_wrote()
    {
        var doctor = await served.Region.Part("villageDoctor");
        await served.Region.Refer(doctor, "fb");
        var token = await Token();
        var lines = new List<string>();
        using var http = Client(token);
        foreach (
            var url in new[]
            {
                "metadata",
                "Organization",
                "Patient",
                "Encounter",
                "ServiceRequest",
                "Patient/nobody",
                "Patient?shoe=1",
                "Patient/_history",
            }
        )
            lines.Add(JsonNode.Parse(await http.GetStringAsyncAnyway($"{Base}/{url}"))!.ToJsonString());
        var village = Client(served, (await served.As(served.Story["villageDoctor"])).Token!);
        foreach (var type in new[] { "Organization", "Patient", "Encounter", "ServiceRequest" })
        {
            var bundle = JsonNode.Parse(await village.GetStringAsyncAnyway($"{Base}/{type}"))!;
            Assert.NotEmpty(bundle["entry"]!.AsArray());
            lines.AddRange(bundle["entry"]!.AsArray().Select(e => e!["resource"]!.ToJsonString()));
        }
        var home = Path.GetDirectoryName(Path.GetDirectoryName(Npm.Folder("clients", "fhir-kit-client")))!;
        Assert.Equal("", Npm.Run(home, "node", string.Join('\n', lines), ["validate.mjs", Definitions]));
    }

    [Fact]
    public async Task The_commands_of_the_guide_do_what_it_says()
    {
        var token = await Token();
        var guide = Repo.Text("docs/howto/connect-a-hospital.md");
        var commands = Command().Matches(guide).Select(m => m.Groups[1].Value).ToList();
        Assert.True(commands.Count >= 5);
        foreach (var command in commands)
        {
            var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };
            (start.Environment["FHIR"], start.Environment["TOKEN"]) = (Base, token);
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(
                process.ExitCode == 0 && !output.Contains("\"severity\":\"error\"", StringComparison.Ordinal),
                $"{command}\n{output}"
            );
        }
    }

    private HttpClient Client(string token) => Client(served, token);

    private static HttpClient Client(ServedRegion served, string token)
    {
        var http = new HttpClient { BaseAddress = new Uri(served.Demo.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    [GeneratedRegex("```bash\n(curl .+?)```", RegexOptions.Singleline)]
    private static partial Regex Command();
}

internal static class Answers
{
    /// <summary>The body, whatever the status.</summary>
    internal static async Task<string> GetStringAsyncAnyway(this HttpClient http, string url)
    {
        using var reply = await http.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        return await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class ClientsOnSqlite(ServedOnSqlite served) : ClientsTests(served), IClassFixture<ServedOnSqlite>;

public sealed class ClientsOnPostgres(ServedOnPostgres served) : ClientsTests(served), IClassFixture<ServedOnPostgres>;
