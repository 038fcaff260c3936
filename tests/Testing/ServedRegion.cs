using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Working;

namespace Yihe.Testing;

/// <summary>What came back over HTTP, read once.</summary>
public sealed record Reply(HttpStatusCode Status, string ContentType, string Text, HttpResponseMessage Message)
{
    public int Code => (int)Status;

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Title => ContentType.Contains("problem", StringComparison.Ordinal) ? Json["title"]?.GetValue<string>() : null;

    /// <summary>The answer without what differs at every call.</summary>
    public string Comparable
    {
        get
        {
            if (!ContentType.Contains("json", StringComparison.Ordinal) || Json is not JsonObject body)
                return $"{Code} {Text}";
            body.Remove("traceId");
            return $"{Code} {body.ToJsonString()}";
        }
    }

    internal static async Task<Reply> Of(HttpResponseMessage message) =>
        new(
            message.StatusCode,
            message.Content.Headers.ContentType?.ToString() ?? "",
            await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            message
        );
}

/// <summary>One person, or nobody, at the public door.</summary>
public sealed class Caller(HttpClient http, string? token)
{
    private static int keys;

    public string? Token => token;

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Reply> Post(string path, object? body = null, string? key = null) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body ?? new { }), key);

    /// <summary>Posts, and fails the test where that is refused.</summary>
    public async Task<JsonNode> Must(string path, object? body = null)
    {
        var reply = await Post(path, body);
        Assert.True(reply.Code is >= 200 and < 300, $"POST {path}: {reply.Code} {reply.Text}");
        return reply.Json;
    }

    public Task<Reply> Send(HttpMethod method, string path, string text, string? key = null) =>
        Send(method, path, new StringContent(text, Encoding.UTF8, "application/json"), key);

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (method != HttpMethod.Get)
            request.Headers.Add("Idempotency-Key", key ?? $"test-key-{Interlocked.Increment(ref keys)}");
        return await Reply.Of(await http.SendAsync(request, TestContext.Current.CancellationToken));
    }
}

/// <summary>A region with its server on loopback, shared by the tests of a class.</summary>
public abstract class ServedRegion(TestDb db) : IAsyncLifetime
{
    private readonly Dictionary<string, Caller> callers = [];

    public TestRegion Region { get; private set; } = null!;
    public RunningDemo Demo { get; private set; } = null!;
    public Caller Nobody => new(Demo.Http, null);

    public async ValueTask InitializeAsync()
    {
        Region = await db.Found();
        Demo = await Region.Serve();
    }

    /// <summary>The person with this login at the public door; each signs in once.</summary>
    public async Task<Caller> As(string login) => callers.TryGetValue(login, out var known) ? known : callers[login] = await SignIn(login);

    /// <summary>A new session, for tests that end it; each one-time code is used once.</summary>
    public async Task<Caller> SignIn(string login)
    {
        var ct = TestContext.Current.CancellationToken;
        Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddSeconds(31));
        var code = (await DemoDirectory.List(Region.Platform, ct)).FirstOrDefault(a => a.Login == login)?.Code;
        var session = await Nobody.Must(
            "/api/session",
            new
            {
                login,
                password = DemoAccounts.Password,
                code,
            }
        );
        return new Caller(Demo.Http, session["token"]!.GetValue<string>());
    }

    /// <summary>A resident of the village of the story, come in with a code from its counter.</summary>
    public async Task<Caller> SignInResident(string resident, string staff = "villageDoctor")
    {
        var counter = await As(Story[staff]);
        var code = (await counter.Must($"/api/residents/{resident}/account", new { cardSeen = true }))["code"]!.GetValue<string>();
        var session = await Nobody.Must("/my/api/session", new { identityNumber = People.IdentityOf(resident), code });
        return new Caller(Demo.Http, session["token"]!.GetValue<string>());
    }

    /// <summary>Part of the story → login.</summary>
    public IReadOnlyDictionary<string, string> Story => Region.Platform.Blueprints.At<Organization.Story>(Region.Clock.GetUtcNow()).Actors;

    public async ValueTask DisposeAsync()
    {
        await Demo.DisposeAsync();
        await Region.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class ServedOnSqlite() : ServedRegion(new SqliteDb());

public sealed class ServedOnPostgres() : ServedRegion(new PostgresDb());
