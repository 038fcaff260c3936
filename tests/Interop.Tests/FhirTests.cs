using System.Text;
using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Interop.Rest;

namespace Yihe.Interop.Tests;

/// <summary>A region with the system of a hospital at its FHIR door, without a web server between.</summary>
public abstract class FhirTests(TestDb db) : RegionTests(db)
{
    internal const string Base = "http://region/fhir";
    internal static readonly string[] All = ["record.read", "record.push", "record.export"];

    private protected Actor Hospital { get; private set; } = null!;

    protected override async Task Begin() => Hospital = await System("gh", "县总医院 HIS", All);

    /// <summary>The system of an institution, let in with a token.</summary>
    private protected async Task<Actor> System(string institution, string name, params string[] permissions)
    {
        var token = await Region.Must(
            "token.issue",
            await Region.Part("securityAdministrator"),
            new
            {
                name,
                institution = (await Region.Institution(institution)).Id,
                permissions,
                until = Region.Clock.GetUtcNow().Day().AddDays(30),
            }
        );
        return (await SessionDirectory.ActorOf(Region.Platform, token["secret"]!.GetValue<string>(), Ct))!;
    }

    private protected Task<FhirReply> Send(string method, string url, object? body = null, params (string Name, string Value)[] headers) =>
        SendAs(Hospital, method, url, body, headers);

    private protected Task<FhirReply> SendAs(
        Actor actor,
        string method,
        string url,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        url = url.StartsWith(Base, StringComparison.Ordinal) ? url[(Base.Length + 1)..] : url;
        var (path, query) = url.Split('?', 2) is [var p, var q] ? (p, q) : (url, "");
        var all = headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase);
        all.TryAdd("Content-Type", "application/fhir+json");
        var request = new FhirRequest(
            method,
            [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)],
            Queries.Read(query),
            all,
            body switch
            {
                null => [],
                byte[] bytes => bytes,
                string text => Encoding.UTF8.GetBytes(text),
                _ => Encoding.UTF8.GetBytes(global::System.Text.Json.JsonSerializer.Serialize(body)),
            },
            Base
        );
        return FhirDoor.Answer(Region.Gate, actor, request, new Call(TraceId: "test"), Ct);
    }

    private protected async Task<JsonNode> Must(string method, string url, object? body = null, params (string, string)[] headers)
    {
        var reply = await Send(method, url, body, headers);
        Assert.True(reply.Status < 300, $"{method} {url}: {reply.Status} {Text(reply)}");
        return Json(reply);
    }

    private protected static string Text(FhirReply reply) => Encoding.UTF8.GetString(reply.Body);

    private protected static JsonNode Json(FhirReply reply) => JsonNode.Parse(reply.Body)!;

    /// <summary>The ids of what a search found, without what was included.</summary>
    private protected async Task<string[]> Found(string url) =>
        [
            .. ((await Must("GET", url))["entry"]?.AsArray() ?? [])
                .Where(e => e!["search"]!["mode"]!.GetValue<string>() == "match")
                .Select(e => e!["resource"]!["id"]!.GetValue<string>()),
        ];
}
