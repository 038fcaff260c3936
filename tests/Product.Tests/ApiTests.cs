using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>The API is strict, says in Chinese what is wrong, shows nobody what is another's, and survives lost answers.</summary>
public abstract class ApiTests(ServedRegion served)
{
    private static readonly int Sent = Deep.Of(2_500, 50_000);
    private static readonly IReadOnlyList<Route> Routes =
    [
        .. Requests.Routes.Where(r =>
            !r.Pattern.StartsWith("session", StringComparison.Ordinal) && !r.Pattern.StartsWith("account/", StringComparison.Ordinal)
        ),
    ];
    private static readonly string[] Leaks = ["   at ", "Exception", "SQLite", "Npgsql", "SqlState", "syntax error", "/tmp/", ".cs:"];

    /// <summary>What nobody means to send.</summary>
    private static readonly JsonNode?[] Odd =
    [
        null,
        "",
        " ",
        "x",
        -1,
        1.5,
        99999999999L,
        true,
        new JsonArray(),
        new JsonArray((JsonNode?)null),
        new JsonObject(),
        "\u0000",
        "𠮷䶮",
        new string('长', 5000),
        "' OR 1=1 --",
        "x'; DROP TABLE kernel_act; --",
        "1) UNION SELECT NULL,NULL --",
        "id DESC; SELECT pg_sleep(5)",
        "\\'; SELECT 1; --",
        "%' ESCAPE '!",
        "{{7*7}}",
        "王\ud842",
        "<script>",
        "2026-02-30",
    ];

    [Fact]
    public async Task Whatever_is_sent_no_answer_is_a_fault_of_ours()
    {
        const int seed = 20261119;
        var chance = new Random(seed);
        var wrong = new List<string>();
        var callers = new List<Caller> { served.Nobody };
        foreach (var login in new[] { "guxuefang", "zhoumin", "zhuanzhen", "xitong", "anquan", "shenji" })
            callers.Add(await served.As(login));
        var to = (await served.Region.Institution("gh")).Id.ToString();
        for (var i = 0; i < Sent; i++)
        {
            var route = Routes[i % Routes.Count];
            var body = route.BodyOf(t => t == "to" ? to : Requests.NewId());
            for (var n = chance.Next(3); n >= 0 && body.Count > 0; n--)
                body[body.ElementAt(chance.Next(body.Count)).Key] = Odd[chance.Next(Odd.Length)]?.DeepClone();
            if (chance.Next(4) == 0)
                body[chance.Next(2) == 0 ? "role" : "isPaid"] = "admin";
            if (chance.Next(6) == 0 && body.Count > 0)
                body.Remove(body.ElementAt(chance.Next(body.Count)).Key);
            var text = chance.Next(12) switch
            {
                0 => body.ToJsonString()[..^1],
                1 => "[]",
                2 => "{\"a\":1,\"a\":2}",
                3 => "{\"file\":{\"a\":1,\"a\":2}}",
                _ => body.ToJsonString(),
            };
            var path = route.PathOf(_ => chance.Next(5) == 0 ? "x'" : Requests.NewId());
            var query = string.Join('&', body.Select(b => $"{b.Key}={Uri.EscapeDataString(b.Value?.ToString() ?? "")}"));
            var reply =
                route.Method == "GET"
                    ? await callers[i % callers.Count].Get(query.Length > 2000 ? path : $"{path}?{query}")
                    : await callers[i % callers.Count].Send(new HttpMethod(route.Method), path, text);
            if (reply.Code >= 500 || (reply.Code >= 400 && !IsProblem(reply)) || Leaks.Any(reply.Text.Contains))
                wrong.Add($"#{i} {route.Method} {path} {(text.Length > 300 ? text[..300] : text)}: {reply.Code} {reply.Text}");
        }
        Figures.Say($"seed {seed}: {Sent} requests");
        None(wrong.Take(20));
    }

    private static bool IsProblem(Reply reply) =>
        reply.ContentType.StartsWith("application/problem+json", StringComparison.Ordinal)
        && System.Text.RegularExpressions.Regex.IsMatch(reply.Title ?? "", @"\p{IsCJKUnifiedIdeographs}")
        && reply.Json["traceId"] is not null
        && reply.Json["errors"] is JsonArray;

    [Fact]
    public async Task Each_wrong_field_is_named()
    {
        var village = await served.As("guxuefang");
        var reply = await village.Post(
            "/api/residents",
            new
            {
                name = 7,
                phone = true,
                role = "admin",
            }
        );
        Assert.Equal(422, reply.Code);
        Assert.True(IsProblem(reply), reply.Text);
        Assert.Equal(
            ["identityNumber", "name", "phone", "role"],
            reply.Json["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_description_lists_every_route()
    {
        var described = (await served.Nobody.Get("/api/openapi.json")).Json;
        Assert.StartsWith("3.1", described["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        None(
            from route in Requests.Routes
            where described["paths"]![route.Address]?[route.Method.ToLowerInvariant()] is null
            select $"{route.Method} {route.Pattern}"
        );
    }
}

public sealed class ApiTestsOnSqlite(ServedOnSqlite served) : ApiTests(served), IClassFixture<ServedOnSqlite>;

public sealed class ApiTestsOnPostgres(ServedOnPostgres served) : ApiTests(served), IClassFixture<ServedOnPostgres>;
