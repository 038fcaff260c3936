using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>The API is strict, says in Chinese what is wrong, shows nobody what is another's, and survives lost answers.</summary>
public class ApiTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("YIHE_DEEP") is null ? 1 : 10;
    private static readonly IReadOnlyList<Route> Routes =
    [
        .. ModuleList
            .All.All.SelectMany(m => m.Routes)
            .Where(r =>
                !r.Pattern.StartsWith("session", StringComparison.Ordinal) && !r.Pattern.StartsWith("account/", StringComparison.Ordinal)
            ),
    ];
    private static readonly string[] Leaks = ["   at ", "Exception", "SQLite", "Npgsql", "SELECT ", "/tmp/", ".cs:"];

    /// <summary>A value for every field name that inputs use; ids are put in by each test.</summary>
    private static JsonNode? Sample(string field, string id) =>
        field switch
        {
            "diagnosis" => "I10.x00",
            "reason" => "incomplete",
            "priority" => "routine",
            "kind" => "outpatient",
            "followUpOn" => "2027-01-01",
            "suggests" => "refer",
            "field" => "phone",
            "bloodPressure" => "150/95",
            "glucose" => 6.1,
            "temperature" => 36.6,
            "version" => 1,
            "file" => new JsonObject { ["name"] = "x.pdf", ["content"] = Convert.ToBase64String("%PDF-1.7"u8) },
            "name" or "summary" or "consent" or "complaint" or "question" or "reply" or "finding" or "conclusion" or "team" => "文字",
            "dischargeSummary" or "medication" or "rehabilitation" or "note" or "override" or "request" => "文字",
            _ => id,
        };

    private static JsonObject Body(Route route, string id, string to)
    {
        var body = new JsonObject();
        foreach (var parameter in route.UseCase.Input.GetConstructors()[0].GetParameters())
            if (Shape.JsonName(parameter.Name!) is var field && !route.Pattern.Contains($"{{{field}}}", StringComparison.Ordinal))
                if (!parameter.HasDefaultValue || field is "visit" or "resident" or "follows")
                    body[field] = field == "to" ? to : Sample(field, id);
        return body;
    }

    private static string PathOf(Route route, string id) =>
        "/api/" + System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]+\}", id);

    private static string NewId() => Guid.CreateVersion7(TestRegion.Start).ToString();

    [Fact]
    public async Task Ids_of_another_institution_answer_like_ids_of_nothing()
    {
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, "周芳");
        var visit = await served.Region.Visit(village, resident);
        var referral = await served.Region.Refer(village, "hx", resident: resident);
        var to = (await served.Region.Institution("gh")).Id.ToString();
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var login in new[] { "zhaoyulan", "jinzhiming", "luozhenhua" })
        {
            var caller = await served.As(login);
            foreach (var route in Routes)
            foreach (var id in new[] { resident, visit, referral })
            {
                var replies = new List<string>();
                foreach (var one in new[] { id, NewId() })
                    replies.Add(
                        (
                            await caller.Send(
                                new HttpMethod(route.Method),
                                PathOf(route, one),
                                route.Method == "GET" ? "" : Body(route, one, to).ToJsonString()
                            )
                        ).Comparable.Replace(one, "ID", StringComparison.Ordinal)
                    );
                tried++;
                if (
                    replies[0] != replies[1]
                    && !route.UseCase.Name.EndsWith(".list", StringComparison.Ordinal)
                    && !replies[0].StartsWith("200", StringComparison.Ordinal)
                )
                    wrong.Add($"{login} {route.Method} {route.Pattern}: {replies[0]} | {replies[1]}");
                if (replies[0].Contains("周芳", StringComparison.Ordinal))
                    wrong.Add($"{login} {route.Method} {route.Pattern} shows {replies[0]}");
            }
        }
        None(wrong);
        Assert.True(tried > 150, $"only {tried} tried");
        await using var db = served.Region.Platform.Database.Open();
        var done = db.Set<Act>()
            .Where(a =>
                a.Subject == Guid.Parse(resident) && a.Outcome == ActOutcome.Done && a.Account != village.Account && a.Account != null
            );
        Assert.Empty(done.ToList());
    }

    [Fact]
    public async Task Whatever_is_sent_no_answer_is_a_fault_of_ours()
    {
        const int seed = 20261119;
        var chance = new Random(seed);
        JsonNode?[] odd =
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
            "<script>",
            "2026-02-30",
        ];
        var wrong = new List<string>();
        var callers = new List<Caller> { served.Nobody };
        foreach (var login in new[] { "guxuefang", "zhoumin", "zhuanzhen", "xitong", "anquan", "shenji" })
            callers.Add(await served.As(login));
        var to = (await served.Region.Institution("gh")).Id.ToString();
        for (var i = 0; i < 2500 * Rounds; i++)
        {
            var route = Routes[i % Routes.Count];
            var body = Body(route, NewId(), to);
            for (var n = chance.Next(3); n >= 0 && body.Count > 0; n--)
                body[body.ElementAt(chance.Next(body.Count)).Key] = odd[chance.Next(odd.Length)]?.DeepClone();
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
            var path = PathOf(route, chance.Next(5) == 0 ? "x'" : NewId());
            var query = string.Join('&', body.Select(b => $"{b.Key}={Uri.EscapeDataString(b.Value?.ToString() ?? "")}"));
            var reply =
                route.Method == "GET"
                    ? await callers[i % callers.Count].Get(query.Length > 2000 ? path : $"{path}?{query}")
                    : await callers[i % callers.Count].Send(new HttpMethod(route.Method), path, text);
            if (reply.Code >= 500 || (reply.Code >= 400 && !IsProblem(reply)) || Leaks.Any(reply.Text.Contains))
                wrong.Add($"#{i} {route.Method} {path} {(text.Length > 300 ? text[..300] : text)}: {reply.Code} {reply.Text}");
        }
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
    public async Task A_call_whose_answer_was_lost_may_be_repeated()
    {
        var village = await served.As("guxuefang");
        var before = await Residents();
        var chance = new Random(20261119);
        var count = 150 * Rounds;
        var outcomes = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var (key, person) = ($"lost-answer-{i:0000}", new { identityNumber = People.NewIdentity(), name = $"重试{i}" });
            for (var again = chance.Next(3); again > 0; again--)
                await Lose(village, key, person, chance.Next(20));
            var reply = await village.Post("/api/residents", person, key);
            Assert.True(reply.Code == 200, reply.Text);
            Assert.Equal(reply.Text, (await village.Post("/api/residents", person, key)).Text);
            outcomes.Add(reply.Json["id"]!.GetValue<string>());
        }
        Assert.Equal(count, outcomes.Distinct().Count());
        Assert.Equal(before + count, await Residents());
        Assert.Equal(
            "key-reused",
            (
                await village.Post("/api/residents", new { identityNumber = People.NewIdentity(), name = "另一个人" }, "lost-answer-0000")
            ).Json["type"]!
                .GetValue<string>()
                .Split(':')[^1]
        );
    }

    /// <summary>Hangs up after a few milliseconds, wherever the work then is.</summary>
    private async Task Lose(Caller caller, string key, object person, int milliseconds)
    {
        using var hangUp = new CancellationTokenSource(milliseconds);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/residents")
        {
            Content = System.Net.Http.Json.JsonContent.Create(person),
        };
        request.Headers.Authorization = new("Bearer", caller.Token);
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var lost = await served.Demo.Http.SendAsync(request, hangUp.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.True(hangUp.IsCancellationRequested);
        }
    }

    private async Task<int> Residents() => (await served.Nobody.Get("/health/ready")).Json["residents"]!.GetValue<int>();

    [Fact]
    public async Task The_description_lists_every_route()
    {
        var described = (await served.Nobody.Get("/api/openapi.json")).Json;
        Assert.StartsWith("3.1", described["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        None(
            from route in ModuleList.All.All.SelectMany(m => m.Routes)
            where described["paths"]![$"/api/{route.Pattern}"]?[route.Method.ToLowerInvariant()] is null
            select $"{route.Method} {route.Pattern}"
        );
    }
}
