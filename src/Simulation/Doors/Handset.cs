using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yihe.Simulation.Doors;

/// <summary>A resident's phone at the residents' own door: comes in with the code from a counter, then asks and books as the pages do.</summary>
public sealed class Handset(HttpClient http)
{
    private string? token;

    public async Task SignIn(string identityNumber, string code, CancellationToken ct) =>
        token = (await Send(HttpMethod.Post, "session", new { identityNumber, code }, ct)).Text("token");

    /// <summary>Books the first time that may be had; nothing where none is left.</summary>
    public async Task BookFirst(CancellationToken ct)
    {
        var choices = (await Send(HttpMethod.Get, "choices", null, ct)).Body!["choices"]!.AsArray();
        if (choices.Count > 0)
            await Send(HttpMethod.Post, "appointments", new { session = choices[choices.Count / 2]!["session"]!.GetValue<string>() }, ct);
    }

    private async Task<Answer> Send(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, "/my/api/" + path);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
            request.Headers.Add("Idempotency-Key", $"{token?[..16]}-{path}");
        }
        using var response = await http.SendAsync(request, ct);
        return new Answer(response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)));
    }
}
