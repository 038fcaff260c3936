using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yihe.Simulation.Doors;

/// <summary>An answer of the platform: its status, and its body as JSON.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body)
{
    public bool Ok => (int)Status is >= 200 and < 300;

    public string Title => Body?["title"]?.GetValue<string>() ?? Status.ToString();

    /// <summary>The title and what was wrong with each field.</summary>
    public string Told =>
        string.Join("；", (Body?["errors"]?.AsArray() ?? []).Select(e => $"{e!["field"]} {e["message"]}").Prepend(Title).Distinct());

    public string Text(string field) =>
        Body?[field]?.ToString() ?? throw new InvalidOperationException($"the answer has no {field}: {Body}");
}

/// <summary>One user at the platform's public HTTP door: signs in, stays signed in, calls the API as any program would.</summary>
public sealed class Client(HttpClient http, string login, string password)
{
    /// <summary>The door that takes transactions of other systems.</summary>
    public const string Fhir = "/fhir";
    private string? token;
    private int calls;

    public string Login => login;

    /// <summary>Where the user works, once signed in.</summary>
    public string Institution { get; private set; } = "";

    /// <summary>A resident's phone beside this user's counter.</summary>
    public Handset Beside() => new(http);

    public Task<Answer> Get(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, ct);

    public Task<Answer> Post(string path, object body, CancellationToken ct) => Send(HttpMethod.Post, path, body, ct);

    /// <summary>Posts, and throws if it was refused; for steps that must succeed.</summary>
    public async Task<JsonNode> Do(string path, object body, CancellationToken ct)
    {
        var answer = await Post(path, body, ct);
        return answer.Ok ? answer.Body! : throw new InvalidOperationException($"{login} POST {path}：{answer.Told}");
    }

    public async Task<JsonNode> See(string path, CancellationToken ct)
    {
        var answer = await Get(path, ct);
        return answer.Ok ? answer.Body! : throw new InvalidOperationException($"{login} GET {path}: {answer.Title}");
    }

    /// <summary>What lets the user in, for who speaks in their name without this client.</summary>
    public async Task<string> Token(CancellationToken ct)
    {
        if (token is null)
            await SignIn(ct);
        return token!;
    }

    public async Task SignIn(CancellationToken ct)
    {
        var answer = await Enter(null, ct);
        if (answer.Body?["type"]?.GetValue<string>() == "urn:yihe:code-needed")
            answer = await Enter((await http.GetFromJsonAsync<JsonNode>($"/demo/code?login={login}", ct))!["code"]!.GetValue<string>(), ct);
        if (!answer.Ok)
            throw new InvalidOperationException($"{login} 登录：{answer.Title}");
        (token, Institution) = (answer.Text("token"), answer.Text("institution"));
    }

    private async Task<Answer> Enter(string? code, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Content = JsonContent.Create(
                new
                {
                    login,
                    password,
                    code,
                }
            ),
        };
        return await Read(await http.SendAsync(request, ct), ct);
    }

    private async Task<Answer> Send(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        if (token is null)
            await SignIn(ct);
        var key = $"{login}-{token![..8]}-{Interlocked.Increment(ref calls)}";
        var answer = await Once(method, path, body, key, ct);
        if (answer.Status != HttpStatusCode.Unauthorized)
            return answer;
        await SignIn(ct);
        return await Once(method, path, body, key, ct);
    }

    private async Task<Answer> Once(HttpMethod method, string path, object? body, string key, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path == Fhir ? path : "/api/" + path);
        request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Content = JsonContent.Create(body);
        }
        return await Read(await http.SendAsync(request, ct), ct);
    }

    private static async Task<Answer> Read(HttpResponseMessage response, CancellationToken ct)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(ct);
            return new Answer(response.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
        }
    }
}
